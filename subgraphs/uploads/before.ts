import type { Queries } from '../database/database.ts';

/** The tables that say what a department states, and how far it has been taken. */
const tables = ['delivered_facts', 'quarantine', 'unlinked', 'deliveries', 'record_set_state'] as const;

type Before = Readonly<Record<(typeof tables)[number], readonly unknown[]>>;

/** Everything that is kept of a department: rows that have passed the edge, nothing of any file. */
export async function readBefore(queries: Queries, department: string): Promise<Before> {
  const kept: [string, readonly unknown[]][] = [];
  for (const table of tables) {
    const [row] = await queries.query<{ rows: readonly unknown[] }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]'::jsonb) AS rows FROM ${table} t WHERE department = $1`,
      [department],
    );
    kept.push([table, row!.rows]);
  }
  return Object.fromEntries(kept) as Before;
}

/** Puts back what was kept of a department, as it was. */
export async function putBack(queries: Queries, department: string, before: Before): Promise<void> {
  for (const table of tables) {
    await queries.query(`DELETE FROM ${table} WHERE department = $1`, [department]);
    await queries.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [
      JSON.stringify(before[table]),
    ]);
  }
}
