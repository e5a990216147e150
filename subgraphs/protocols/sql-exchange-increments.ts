import type { DeliveredRow, Withdrawal } from '../connector/protocol.ts';
import type { ExchangeRow } from './sql-exchange-database.ts';
import { daysBefore, localInstant, localTime } from './sql-exchange-local-time.ts';
import type { Increments, TableQuery } from './sql-exchange-query.ts';
import { delivered, digestOf, notesOf, type Found, type Snapshot } from './sql-exchange-snapshot.ts';

/** Reads what came into a table since the last time, and what the register of deletions says of it. */
export async function readIncrement(
  recordSet: string,
  query: TableQuery & { readonly read: Increments },
  snapshot: Snapshot,
): Promise<Found> {
  const { table, columns, key, read } = query;
  const { database, known, asOfMs, maxRows } = snapshot;
  const cursor = known.cursor(recordSet);
  const from = cursor === undefined ? null : daysBefore(cursor, read.lookBackDays);
  const rows = await database.select({
    ...{ table, columns, orderBy: key, maxRows },
    ...(from === null ? {} : { after: { column: read.stamp, stamp: from } }),
  });
  const { of, reason, at } = read.deletions;
  const notes = await snapshot.notes(read.deletions.table, [of, read.deletions.key, reason, at]);
  const deletions = notesOf(notes, of, table);
  const marked = delivered(rows, key).map((row) => withReason(row, read, deletions));
  const withdrawals = withdrawalsOf(recordSet, { read, from }, deletions, marked);
  const to = latest(rows, read.stamp, localTime(asOfMs)) ?? cursor;
  const digest = digestOf(marked, withdrawals);
  // Of an increment nothing may be concluded from what a later reading of the same range no longer holds, so that
  // each content has its own name: it adds, and never takes the place of another.
  const name = `${table}@${from ?? ''}..${to ?? ''}#${digest.slice(0, 12)}`;
  if (known.digestOf(recordSet, name) === digest) return { seenAsOfMs: asOfMs };
  return {
    ...{ recordSet, name, digest, kind: 'INCREMENT', asOfMs, rows: marked, withdrawals },
    // What is read later says how it is now; the stamps do not, where they are missing.
    order: `${new Date(asOfMs).toISOString()} ${to ?? ''}`,
    effectiveOn: null,
    ignored: 0,
    ...(to === undefined ? {} : { cursor: to }),
  };
}

/** The latest stamp that is not in the future: one wrong stamp must not hide all that comes after it. */
function latest(rows: readonly ExchangeRow[], column: string, now: string): string | undefined {
  const stamps = rows.map((row) => row[column] ?? '').filter((stamp) => localInstant(stamp) !== null && stamp <= now);
  return stamps.reduce<string | undefined>(
    (most, stamp) => (most === undefined || stamp > most ? stamp : most),
    undefined,
  );
}

function withReason(row: DeliveredRow, { mark, deletions }: Increments, notes: readonly ExchangeRow[]): DeliveredRow {
  if (!isMarked(row, mark)) return row;
  const note = notes.findLast((one) => one[deletions.key]?.trim() === row.ref);
  return { ...row, cells: { ...row.cells, [deletions.reason]: note?.[deletions.reason] ?? null } };
}

function isMarked({ cells }: DeliveredRow, mark: Increments['mark']): boolean {
  return (
    String(cells[mark.column] ?? '')
      .trim()
      .toUpperCase() === mark.deleted
  );
}

/**
 * The register keeps every deletion for ever, and a row that was deleted may have been restored: what is there again,
 * unmarked and entered later than its deletion, is not withdrawn.
 */
function withdrawalsOf(
  recordSet: string,
  { read, from }: { read: Increments; from: string | null },
  deletions: readonly ExchangeRow[],
  rows: readonly DeliveredRow[],
): Withdrawal[] {
  const present = new Map(rows.map((row) => [row.ref, row]));
  const { key, reason, at } = read.deletions;
  return deletions.flatMap((note) => {
    const ref = note[key]?.trim() ?? '';
    const when = localInstant(note[at] ?? null) === null ? null : note[at]!;
    if (ref === '' || (when !== null && from !== null && when <= from)) return [];
    const row = present.get(ref);
    const restored =
      row !== undefined && !isMarked(row, read.mark) && String(row.cells[read.stamp] ?? '') > (when ?? '');
    return restored ? [] : [{ recordSet, ref, reason: note[reason] ?? null, on: when?.slice(0, 10) ?? null }];
  });
}
