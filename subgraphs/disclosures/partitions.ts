import type { Database, Queries } from '../database/database.ts';
import { monthOf } from './group.ts';

// Any number that no other program takes as an advisory lock on this database.
const LOCK = 510_905;

/** Makes the partitions of a month and of those that follow it, where they are missing. */
export async function makePartitions(database: Database, month: string, ahead: number): Promise<void> {
  await database.transaction(async (queries) => {
    await queries.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    for (let at = 0; at <= ahead; at += 1) await makePartition(queries, addMonths(month, at));
  });
}

async function makePartition(queries: Queries, month: string): Promise<void> {
  const name = partitionName(month);
  const [there] = await queries.query('SELECT 1 FROM pg_class WHERE relname = $1', [name]);
  if (there !== undefined) return;
  await queries.query(
    `CREATE TABLE ${name} PARTITION OF disclosures FOR VALUES FROM ('${month}') TO ('${addMonths(month, 1)}')`,
  );
  // Triggers on TRUNCATE do not come down from the table above.
  await queries.query(
    `CREATE TRIGGER disclosures_stay BEFORE TRUNCATE ON ${name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_disclosures()`,
  );
}

/** Months that have a partition, oldest first. */
export async function partitionMonths(queries: Queries): Promise<string[]> {
  const rows = await queries.query<{ relname: string }>(
    `SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = 'disclosures'::regclass ORDER BY relname`,
  );
  return rows.map(({ relname }) => `${relname.slice(-7).replace('_', '-')}-01`);
}

export async function dropPartition(queries: Queries, month: string): Promise<void> {
  await queries.query(`DROP TABLE ${partitionName(month)}`);
}

export function addMonths(month: string, count: number): string {
  const date = new Date(`${month}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return monthOf(date.toISOString());
}

/** disclosures_2026_07 */
function partitionName(month: string): string {
  return `disclosures_${month.slice(0, 7).replace('-', '_')}`;
}
