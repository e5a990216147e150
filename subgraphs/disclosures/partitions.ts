import type { Database, Queries } from '../database/database.ts';
import { monthOf } from './group.ts';

// Any number that no other program takes as an advisory lock on this database.
const LOCK = 510_905;

/** Tables with a partition for each month. `disclosures` has those of before and gets no more. */
const current = ['disclosure_entries', 'disclosure_contents'];
const tables = ['disclosures', ...current];

/** Makes the partitions of a month and of those that follow it, where they are missing. */
export async function makePartitions(database: Database, month: string, ahead: number): Promise<void> {
  await database.transaction(async (queries) => {
    await queries.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    for (let at = 0; at <= ahead; at += 1)
      for (const table of current) await makePartition(queries, table, addMonths(month, at));
  });
}

async function makePartition(queries: Queries, table: string, month: string): Promise<void> {
  const name = partitionName(table, month);
  const [there] = await queries.query('SELECT 1 FROM pg_class WHERE relname = $1', [name]);
  if (there !== undefined) return;
  await queries.query(
    `CREATE TABLE ${name} PARTITION OF ${table} FOR VALUES FROM ('${month}') TO ('${addMonths(month, 1)}')`,
  );
  // Triggers on TRUNCATE do not come down from the table above.
  await queries.query(
    `CREATE TRIGGER ${table}_stay BEFORE TRUNCATE ON ${name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_disclosures()`,
  );
}

/** Months that have a partition, oldest first. */
export async function partitionMonths(queries: Queries): Promise<string[]> {
  const rows = await queries.query<{ month: string }>(
    `SELECT DISTINCT right(relname, 7) AS month FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = ANY($1::text[]::regclass[]) AND relkind = 'r' ORDER BY month`,
    [tables],
  );
  return rows.map(({ month }) => `${month.replace('_', '-')}-01`);
}

/** All of them at once: entries never lie there without their contents. */
export async function dropPartitions(queries: Queries, month: string): Promise<void> {
  await queries.query(`DROP TABLE IF EXISTS ${tables.map((table) => partitionName(table, month)).join(', ')}`);
}

export function addMonths(month: string, count: number): string {
  const date = new Date(`${month}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return monthOf(date.toISOString());
}

/** disclosure_entries_2026_07 */
function partitionName(table: string, month: string): string {
  return `${table}_${month.slice(0, 7).replace('-', '_')}`;
}
