import { maskPersonalNumbers } from '../../schema/legacy-keys.ts';
import type { RecordSet } from './connector.ts';
import { decodeRecord, type Record } from './decode-record.ts';
import { RowUnreadable } from './decoders/decoder.ts';
import type { Directory } from './directory.ts';
import { atTheEdge, personsIn } from './edge.ts';
import { readKeys, type RowKeys } from './keys.ts';
import { withoutHomes } from './homes.ts';
import { textOf, type LegacyRow } from './legacy-row.ts';
import { link, type Link } from './link.ts';
import { isPerson } from './person.ts';
import { mappedIds, nameIn } from './mapped-ids.ts';
import type { Fact, Reading, Rejected, Repeated, Unlinked } from './reading.ts';
import { settleRepeats, settleSharedCodes } from './settle.ts';
import { statedBy } from './stated.ts';

export interface ReadContext {
  readonly directory: Directory;
  /** Local day in Asia/Shanghai, YYYY-MM-DD. */
  readonly today: string;
}

type Outcome =
  | { readonly kind: 'fact'; readonly fact: Fact; readonly row: LegacyRow }
  | { readonly kind: 'dropped'; readonly reason: 'NATURAL_PERSON' | 'NOT_A_PENALTY' }
  | { readonly kind: 'unlinked'; readonly unlinked: Unlinked }
  | { readonly kind: 'rejected'; readonly rejected: Rejected }
  | { readonly kind: 'mapping' };

/**
 * Reads rows as they came from a system. Pure: the same rows, directory and day give the same reading. Each row ends
 * in exactly one place.
 */
export function readRows(set: RecordSet, rows: readonly LegacyRow[], context: ReadContext): Reading {
  const persons = rows.length <= FEW ? [...new Set(rows.flatMap((row) => personsOf(set, row)))] : [];
  const read = rows.map((row) => readRow(set, referred(set, row), { ...context, persons }));
  const outcomes = read.map(({ outcome }) => outcome);
  const facts = outcomes.filter((one) => one.kind === 'fact');
  const shared = set.oneRowPerCode === true ? settleSharedCodes(facts, set) : { kept: facts, conflicts: [] };
  const { kept, repeated } = settleRepeats(shared.kept, set);
  return {
    rows: rows.length,
    facts: kept.map(({ fact }) => fact),
    dropped: read.flatMap(({ outcome, row }) =>
      outcome.kind === 'dropped' ? [{ rowRef: row.ref, reason: outcome.reason }] : [],
    ),
    unlinked: [...outcomes.flatMap((one) => (one.kind === 'unlinked' ? [one.unlinked] : [])), ...shared.conflicts],
    rejected: outcomes.flatMap((one) => (one.kind === 'rejected' ? [one.rejected] : [])),
    repeated: repeated satisfies readonly Repeated[],
    mapped: mappedIds(set, read, shared.conflicts),
  };
}

function referred(set: RecordSet, row: LegacyRow): LegacyRow {
  const ref = set.ref === undefined ? null : textOf(row.cells, set.ref);
  return ref === null ? row : { ...row, ref: maskPersonalNumbers(ref) };
}

interface Read {
  readonly row: LegacyRow;
  readonly outcome: Outcome;
  readonly link: Link;
}

/** A person named in one row may be spoken of in another's free text; among many rows that is sought in vain. */
const FEW = 500;

function personsOf(set: RecordSet, { cells }: LegacyRow): string[] {
  const name = set.subject.name === undefined ? null : textOf(cells, set.subject.name);
  return personsIn(cells, set, isPerson(cells, readKeys(cells, set.subject), name, set.subject));
}

function readRow(
  set: RecordSet,
  received: LegacyRow,
  context: ReadContext & { readonly persons: readonly string[] },
): Read {
  const { subject } = set;
  const keys = readKeys(received.cells, subject);
  const written = subject.name === undefined ? null : textOf(received.cells, subject.name);
  if (received.malformed === undefined && isPerson(received.cells, keys, written, subject)) {
    return { row: received, outcome: { kind: 'dropped', reason: 'NATURAL_PERSON' }, link: { state: 'person' } };
  }
  const linked = link(keys, written, subject, context.directory);
  const row = withoutHomes({ ...received, cells: atTheEdge(received.cells, set, context.persons) }, set, linked);
  return { row, outcome: outcomeOf(set, row, keys, linked, context.today), link: linked };
}

function outcomeOf(set: RecordSet, row: LegacyRow, keys: RowKeys, linked: Link, today: string): Outcome {
  if (linked.state === 'person') return { kind: 'dropped', reason: 'NATURAL_PERSON' };
  const dropped = row.malformed === undefined ? (set.drop?.(row.cells) ?? null) : null;
  if (dropped !== null) return { kind: 'dropped', reason: dropped };
  const name = linked.state === 'unlinked' && linked.name ? linked.name : nameIn(set, row);
  const rejected = (error: RowUnreadable): Outcome => ({
    kind: 'rejected',
    rejected: {
      rowRef: row.ref,
      reason: error.reason,
      detail: error.detail,
      creditCode: linked.state === 'linked' ? linked.creditCode : null,
      name,
      documentNumber: quietly(() => set.record.documentNumber?.read(row.cells) ?? null),
      row,
    },
  });
  if (row.malformed !== undefined) return rejected(new RowUnreadable('ROW_MALFORMED', row.malformed));
  if (linked.state === 'unreadable') return rejected(new RowUnreadable('KEY_UNREADABLE', linked.detail));
  if (set.mappingOnly === true && linked.state === 'linked') return { kind: 'mapping' };
  try {
    const record = decodeRecord(row, set, today);
    if (linked.state === 'unlinked')
      return { kind: 'unlinked', unlinked: unlinkedOf(row, linked.reason, record, name) };
    return {
      kind: 'fact',
      row,
      fact: { ...factOf(set, row, linked, record), stated: statedBy(set, row, keys, record.fields) },
    };
  } catch (error) {
    if (error instanceof RowUnreadable) return rejected(error);
    throw error;
  }
}

function unlinkedOf(row: LegacyRow, reason: Unlinked['reason'], record: Record, name: string | null): Unlinked {
  const { recordKind, effect, state, documentNumber, amountFen } = record;
  return { rowRef: row.ref, reason, recordKind, effect, state, documentNumber, name, amountFen, row };
}

function factOf(set: RecordSet, row: LegacyRow, linked: Extract<Link, { state: 'linked' }>, record: Record): Fact {
  const parts = set.identity ?? ['documentNumber', 'authority'];
  const values = parts.map(
    (part) => (part in record.fields ? record.fields[part] : record[part as keyof Record]) ?? null,
  );
  const nameless = set.identity === undefined && record.documentNumber === null;
  return {
    rowRef: row.ref,
    creditCode: linked.creditCode,
    linkedBy: linked.linkedBy,
    ...record,
    quality: [...linked.quality, ...record.quality],
    identity: nameless || values.every((value) => value === null) ? `ref:${row.ref}` : JSON.stringify(values),
  };
}

function quietly<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
