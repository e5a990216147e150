import { DepartmentUnavailable } from '../../schema/errors.ts';
import type { ExchangeRow } from './sql-exchange-database.ts';
import { localInstant } from './sql-exchange-local-time.ts';
import { selectTable } from './sql-exchange-optional.ts';
import type { Handshake, TableQuery, WholeTable } from './sql-exchange-query.ts';
import { delivered, digestOf, notesOf, type Found, type Snapshot } from './sql-exchange-snapshot.ts';

/** The last writing of a table, as the department registered it. */
export interface Batch {
  readonly id: string;
  readonly rows: number;
  readonly at: string;
  readonly atMs: number;
}

/** Reads a whole table, and takes it only if it has as many rows as its last batch is registered with. */
export async function readWhole(
  recordSet: string,
  query: TableQuery & { readonly read: WholeTable },
  snapshot: Snapshot,
): Promise<Found> {
  const { table, key } = query;
  const { handshake } = query.read;
  const notes = await snapshot.notes(handshake.table, [handshake.batch, handshake.of, handshake.rows, handshake.at]);
  const batch = lastBatch(notesOf(notes, handshake.of, table), handshake);
  const unavailable = (why: string) => new DepartmentUnavailable({ department: snapshot.department }, new Error(why));
  if (batch === null) throw unavailable(`${table} has no finished batch`);
  const rows = await selectTable(snapshot.database, query, { maxRows: snapshot.maxRows });
  if (rows.length !== batch.rows)
    throw unavailable(`${table} holds ${rows.length} rows, its batch was registered with ${batch.rows}`);
  const name = `${table}@${batch.id}`;
  const digest = digestOf([batch.at], rows);
  const asOfMs = Math.min(batch.atMs, snapshot.asOfMs);
  if (snapshot.known.digestOf(recordSet, name) === digest) return { seenAsOfMs: asOfMs };
  return {
    recordSet,
    name,
    digest,
    kind: 'FULL',
    asOfMs,
    rows: delivered(rows, key),
    ignored: 0,
    order: `${batch.at} ${batch.id}`,
    effectiveOn: batch.at.slice(0, 10),
  };
}

/**
 * The batch that was finished last; by its own number where two were finished at once. One with a higher number that
 * is not finished means that the table is being written.
 */
function lastBatch(notes: readonly ExchangeRow[], handshake: Handshake): Batch | null {
  const batches = notes.map((note) => batchOf(note, handshake));
  const [last] = batches
    .filter((batch) => batch.atMs !== null)
    .toSorted((a, b) => b.atMs! - a.atMs! || (b.id > a.id ? 1 : -1));
  if (last === undefined || batches.some((other) => other.atMs === null && other.id > last.id)) return null;
  return last as Batch;
}

function batchOf(note: ExchangeRow, { batch, rows, at }: Handshake): Omit<Batch, 'atMs'> & { atMs: number | null } {
  const atMs = localInstant(note[at] ?? null);
  return { id: note[batch] ?? '', rows: Number(note[rows] ?? Number.NaN), at: note[at] ?? '', atMs };
}
