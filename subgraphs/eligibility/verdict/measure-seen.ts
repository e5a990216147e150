/** Of a measure, what a verdict needs. The measures' own state fits this shape. */
export interface MeasureSeen {
  readonly status: 'NOTIFIED' | 'IN_FORCE' | 'SUSPENDED' | 'LIFTED' | 'REVOKED';
  /** Why it was lifted or revoked. */
  readonly reason?: string;
  readonly facts: {
    readonly measureId: string;
    readonly item: { readonly code: string; readonly title: string };
    readonly sourceRecord: { readonly department: string; readonly recordId: string };
    readonly term: { readonly startsOn: string; readonly endsOn: string | null };
    readonly objections: readonly ObjectionSeen[];
  };
}

/** `outcome` is there once it is decided, `acceptedAt` from acceptance to decision. */
export interface ObjectionSeen {
  readonly objectionId: string;
  readonly status: string;
  readonly acceptedAt?: string;
  readonly outcome?: string;
}

/** Of a measure's state, only that: what is kept as evidence holds no statements and no files. */
export function seenOf({ facts, reason, status }: MeasureSeen): MeasureSeen {
  const { item, measureId, objections, sourceRecord, term } = facts;
  return {
    status,
    ...(reason === undefined ? {} : { reason }),
    facts: {
      measureId,
      item: { code: item.code, title: item.title },
      sourceRecord: { department: sourceRecord.department, recordId: sourceRecord.recordId },
      term: { startsOn: term.startsOn, endsOn: term.endsOn },
      objections: objections.map((one) => ({
        objectionId: one.objectionId,
        status: one.status,
        ...(one.acceptedAt === undefined ? {} : { acceptedAt: one.acceptedAt }),
        ...(one.outcome === undefined ? {} : { outcome: one.outcome }),
      })),
    },
  };
}

/** What measures say about the records that caused them. */
export interface Standing {
  /** The undecided, accepted objection against the record; null: none. */
  readonly objection: ObjectionSeen | null;
  /** Repaired, or withdrawn as an error by whoever made the determination. */
  readonly cleared: 'REPAIRED' | 'WITHDRAWN' | null;
}

/** A record as measures speak of it, by its department and id. */
export function standingOf(department: string, recordId: string, measures: readonly MeasureSeen[]): Standing {
  const own = measures.filter(
    ({ facts: { sourceRecord } }) => sourceRecord.department === department && sourceRecord.recordId === recordId,
  );
  const objections = own.flatMap(({ facts }) => facts.objections);
  const repaired = own.some(({ reason, status }) => status === 'LIFTED' && reason === 'REPAIRED');
  const withdrawn = objections.some(({ outcome, status }) => status === 'DECIDED' && outcome === 'WITHDRAWN');
  return {
    // Accepted and not decided: objections that were filed only, or are settled, dispute nothing.
    objection: objections.find(({ status }) => status === 'ACCEPTED') ?? null,
    cleared: withdrawn ? 'WITHDRAWN' : repaired ? 'REPAIRED' : null,
  };
}
