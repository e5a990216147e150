import type { ExchangeRow } from './sql-exchange-database.ts';
import { deletionsOf, withdrawalsSince, withReasons } from './sql-exchange-deletions.ts';
import { daysBefore, localInstant, localTime } from './sql-exchange-local-time.ts';
import { selectTable } from './sql-exchange-optional.ts';
import type { Increments, TableQuery } from './sql-exchange-query.ts';
import { delivered, digestOf, notesOf, type Found, type Snapshot } from './sql-exchange-snapshot.ts';

/** Reads what came into a table since the last time, and what the register of deletions says of it. */
export async function readIncrement(
  recordSet: string,
  query: TableQuery & { readonly read: Increments },
  snapshot: Snapshot,
): Promise<Found> {
  const { table, read } = query;
  const { known, asOfMs } = snapshot;
  const cursor = cursorOf(known.cursor(recordSet));
  const from = cursor === null ? null : daysBefore(cursor, read.lookBackDays);
  const selected = await select(query, from, snapshot);
  const { of, key, reason, at } = read.deletions;
  const notes = await snapshot.notes(read.deletions.table, [of, key, reason, at]);
  const deletions = deletionsOf(notesOf(notes, of, table), read);
  const rows = withReasons(delivered(selected, query.key), read, deletions);
  const withdrawals = withdrawalsSince(from, deletions, { recordSet, read, rows });
  const to = latest([cursor, ...selected.map((row) => row[read.stamp] ?? null)], localTime(asOfMs));
  const digest = digestOf(rows, withdrawals);
  // Of an increment nothing may be concluded from what a later reading of the same range no longer holds, so that
  // each content has its own name: it adds, and never takes the place of another.
  const name = `${table}@${from ?? ''}..${to ?? ''}#${digest.slice(0, 12)}`;
  if (known.digestOf(recordSet, name) === digest) return { seenAsOfMs: asOfMs };
  return {
    recordSet,
    name,
    digest,
    kind: 'INCREMENT',
    asOfMs,
    rows,
    withdrawals,
    // What is read later says how it is now; the stamps do not, where they are missing.
    order: `${new Date(asOfMs).toISOString()} ${to ?? ''}`,
    effectiveOn: null,
    ignored: 0,
    ...(to === null ? {} : { cursor: to }),
  };
}

/** A cursor that is no time is none: the table is read whole. */
function cursorOf(known: string | undefined): string | null {
  return known === undefined || localInstant(known) === null ? null : known;
}

function select(
  query: TableQuery & { readonly read: Increments },
  from: string | null,
  { database, maxRows }: Snapshot,
): Promise<ExchangeRow[]> {
  const { stamp: column, together } = query.read;
  const after =
    from === null ? {} : { after: { column, stamp: from, ...(together === undefined ? {} : { together }) } };
  return selectTable(database, query, { maxRows, ...after });
}

/** The latest stamp that is not in the future: one wrong stamp must not hide all that comes after it. */
function latest(stamps: readonly (string | null)[], now: string): string | null {
  return stamps.reduce(
    (most, stamp) =>
      stamp !== null && localInstant(stamp) !== null && stamp <= now && stamp > (most ?? '') ? stamp : most,
    null,
  );
}
