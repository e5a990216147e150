import type { Fact, Reading } from '../../subgraphs/connector/reading.ts';

/** One entry of an interface's expected.json: what a correct connector concludes from one sample. */
export interface ExpectedAnswer {
  readonly sample: string;
  readonly source: { readonly outcome: 'ANSWERED' | 'NO_RECORD' | 'UNAVAILABLE' | 'ERROR'; readonly rows: number };
  readonly facts: readonly (Record<string, unknown> & {
    readonly rowRef: string;
    readonly extra: { readonly linkedBy: string; readonly quality?: readonly string[] };
  })[];
  readonly dropped: readonly { readonly rowRef: string; readonly reason: string }[];
  readonly unlinked: readonly {
    readonly rowRef: string;
    readonly reason: string;
    readonly recordKind: string;
    readonly effect: string;
    readonly documentNumber: string | null;
    readonly name: string | null;
  }[];
  readonly rejected: readonly { readonly rowRef: string; readonly reason: string }[];
  readonly repeated?: readonly { readonly rowRef: string; readonly sameAs: string }[];
  readonly mustNotLeak?: readonly string[];
  readonly mustKeep?: readonly string[];
  readonly clock?: string;
}

const compared = [
  'creditCode',
  'recordKind',
  'effect',
  'documentNumber',
  'documentOn',
  'precision',
  'validFrom',
  'validUntil',
  'openEnded',
  'amountFen',
  'authority',
  'state',
] as const;

/** A reading and the expectation in one comparable shape, both sides ordered by row. */
export function comparable(reading: Reading, expected: ExpectedAnswer): { actual: unknown; wanted: unknown } {
  return {
    actual: {
      facts: byRow(reading.facts.map((fact) => shape(fact, fact.linkedBy, fact.quality))),
      dropped: byRow(reading.dropped),
      unlinked: byRow(
        reading.unlinked.map(({ rowRef, reason, recordKind, effect, documentNumber, name }) => ({
          rowRef,
          reason,
          recordKind,
          effect,
          documentNumber,
          name,
        })),
      ),
      rejected: byRow(reading.rejected.map(({ rowRef, reason }) => ({ rowRef, reason }))),
      repeated: byRow(reading.repeated),
      rows: reading.rows,
    },
    wanted: {
      facts: byRow(expected.facts.map((fact) => shape(fact, fact.extra.linkedBy, fact.extra.quality ?? []))),
      dropped: byRow(expected.dropped),
      unlinked: byRow(
        expected.unlinked.map(({ rowRef, reason, recordKind, effect, documentNumber, name }) => ({
          rowRef,
          reason,
          recordKind,
          effect,
          documentNumber,
          name,
        })),
      ),
      rejected: byRow(expected.rejected.map(({ rowRef, reason }) => ({ rowRef, reason }))),
      repeated: byRow((expected.repeated ?? []).map(({ rowRef, sameAs }) => ({ rowRef, sameAs }))),
      rows: expected.source.rows,
    },
  };
}

function shape(fact: Fact | Record<string, unknown>, linkedBy: string, quality: readonly string[]) {
  const { rowRef } = fact as { rowRef: string };
  const parts = Object.fromEntries(compared.map((name) => [name, (fact as Record<string, unknown>)[name]]));
  return { rowRef, ...parts, linkedBy, quality: quality.toSorted() };
}

/** What a department states in its own form, by row: its fields, the class and the remark. */
export function ownPartsOf(facts: readonly Readonly<Record<string, unknown>>[] | readonly Fact[]): unknown {
  return Object.fromEntries(
    (facts as readonly Fact[]).map(({ rowRef, fields, remark, severity }) => [rowRef, { fields, remark, severity }]),
  );
}

function byRow<T extends { readonly rowRef: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => a.rowRef.localeCompare(b.rowRef));
}
