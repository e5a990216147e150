import type { RecordSet } from './connector.ts';
import { textOf, type LegacyRow } from './legacy-row.ts';
import { sameName } from './names.ts';
import type { Fact, Repeated, Unlinked } from './reading.ts';

interface Read {
  readonly fact: Fact;
  readonly row: LegacyRow;
}

/**
 * Rows that state the same record of the same organisation: one stands, the others point to it. A row that its
 * own system has struck out gives way; then the greatest value of the set's `newest` column decides, else the later row.
 */
export function settleRepeats<T extends Read>(read: readonly T[], set: RecordSet): { kept: T[]; repeated: Repeated[] } {
  const standing = new Map<string, T>();
  for (const one of read) {
    const key = recordKey(one.fact);
    const other = standing.get(key);
    if (other === undefined || outdoes(one, other, set)) standing.set(key, one);
  }
  return {
    kept: read.filter((one) => standing.get(recordKey(one.fact)) === one),
    repeated: read.flatMap((one) => {
      const stands = standing.get(recordKey(one.fact))!;
      return stands === one ? [] : [{ rowRef: one.fact.rowRef, sameAs: stands.fact.rowRef }];
    }),
  };
}

/** Identity of a record within its department: organisation, kind, and what the record set says. */
export function recordKey({ creditCode, recordKind, identity }: Fact): string {
  return `${creditCode} ${recordKind} ${identity}`;
}

function outdoes(one: Read, other: Read, set: RecordSet): boolean {
  const struckOut = ({ row }: Read) => row.deleted === true;
  return struckOut(one) === struckOut(other) ? stamp(one, set) >= stamp(other, set) : struckOut(other);
}

function stamp({ row }: Read, { newest }: RecordSet): string {
  return newest === undefined ? '' : (textOf(row.cells, newest) ?? '');
}

/** One credit code, two differently named households: it belongs to the earlier established; the other goes back. */
export function settleSharedCodes<T extends Read>(
  read: readonly T[],
  set: RecordSet,
): { kept: T[]; conflicts: Unlinked[] } {
  const holders = Map.groupBy(read, ({ fact }) => fact.creditCode);
  const lost = new Set<T>();
  for (const rows of holders.values()) {
    const [first, ...others] = rows.toSorted((a, b) =>
      (a.fact.documentOn ?? '9').localeCompare(b.fact.documentOn ?? '9'),
    );
    const name = nameOf(first!, set);
    for (const other of others) {
      if (name === null || !sameName(nameOf(other, set) ?? '', name)) lost.add(other);
    }
  }
  return { kept: read.filter((one) => !lost.has(one)), conflicts: [...lost].map((one) => conflict(one, set)) };
}

function nameOf({ row }: Read, set: RecordSet): string | null {
  return set.subject.name === undefined ? null : textOf(row.cells, set.subject.name);
}

function conflict(read: Read, set: RecordSet): Unlinked {
  const { rowRef, recordKind, effect, state, documentNumber, amountFen } = read.fact;
  return {
    rowRef,
    reason: 'KEY_CONFLICT',
    recordKind,
    effect,
    state,
    documentNumber,
    name: nameOf(read, set),
    amountFen,
    row: read.row,
  };
}
