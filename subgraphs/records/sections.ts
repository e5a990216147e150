import { fieldOfFolder } from '../../schema/department-names.ts';
import type { Effect, RecordState, Severity } from '../connector/connector.ts';
import type { SourceReport } from '../connector/section.ts';
import type { StatedFact } from '../connector/stated.ts';

/** An organisation as the gateway hands it over, with what was required of the other subgraphs. */
export interface Representation {
  readonly creditCode: unknown;
  readonly name?: string | null;
  readonly nameConfirmed?: boolean;
  readonly formerNames?: readonly string[];
  readonly status?: string | null;
  readonly establishedOn?: string | null;
  readonly registrationNumber?: string | null;
  /** The departments' sections, by the names of their fields. */
  readonly [field: string]: unknown;
}

/** A CreditRecord as its department's subgraph says it. What nobody here looks at is passed on as it is. */
export interface RecordGiven {
  readonly id: string;
  readonly department: string;
  readonly recordKind: string;
  readonly catalogueItem: string;
  readonly effect: Effect;
  readonly severity: Severity | null;
  readonly documentOn: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly openEnded: boolean;
  readonly inForce: boolean;
  readonly state: RecordState;
  readonly basis: string | null;
  readonly endReason: string | null;
  readonly stated: readonly StatedFact[] | null;
}

export interface SourceGiven extends SourceReport {
  readonly withheldRows: number;
}

/** What one department answered; `records` is null where it said nothing. */
export interface SectionGiven {
  readonly department: string;
  readonly source: SourceGiven;
  readonly records: readonly RecordGiven[] | null;
}

const nothing = {
  asOf: null,
  freshUntil: null,
  nextExpected: null,
  closedOn: null,
  rejectedRows: 0,
  unlinkedRows: 0,
  unlinkedAdverseRows: 0,
  withheldRows: 0,
};

/** One section for each folder, in the order of their names. One that did not come is of a department that is silent. */
export function readSections(organisation: Representation, departments: readonly string[]): readonly SectionGiven[] {
  return departments.toSorted().map((department): SectionGiven => {
    const section = organisation[fieldOfFolder(department)] as
      | { readonly source?: SourceGiven | null; readonly creditRecords?: readonly RecordGiven[] | null }
      | null
      | undefined;
    const source = section?.source ?? { ...nothing, department, state: 'UNAVAILABLE' };
    return { department, source, records: section?.creditRecords ?? null };
  });
}

/** What keeps a section from being the whole of what is on record; null: nothing. */
export type Lack = 'SILENT' | 'STALE' | 'INCOMPLETE';

/** `ofAdverse`: only what may be adverse counts. */
export function lackOf({ records, source }: SectionGiven, { ofAdverse }: { readonly ofAdverse: boolean }): Lack | null {
  if (records === null || source.state === 'UNAVAILABLE' || source.state === 'NOT_CONNECTED') return 'SILENT';
  if (source.state === 'STALE') return 'STALE';
  const unlinked = ofAdverse ? source.unlinkedAdverseRows : source.unlinkedRows;
  return source.rejectedRows + unlinked + source.withheldRows > 0 ? 'INCOMPLETE' : null;
}

/** How far a list over these departments can be relied on. */
export function standingOfAll(sections: readonly SectionGiven[]) {
  return {
    complete: sections.every((section) => lackOf(section, { ofAdverse: false }) === null),
    sources: sections.map(({ source }) => source),
    withheld: sections
      .filter(({ source }) => source.withheldRows > 0)
      .map(({ department, source }) => ({ department, rows: source.withheldRows })),
  };
}
