import type { Queries } from '../database/database.ts';

export type Queue = 'quarantine' | 'unlinked';

/** Whose queue, and when. */
interface Place {
  readonly queue: Queue;
  readonly department: string;
  readonly recordSet: string;
  readonly atMs: number;
}

/**
 * Remembers that rows came into a queue. A row that was cleared at this very moment has only been said anew by the same
 * delivery: it never left.
 */
export async function noteFound(
  queries: Queries,
  { atMs, department, queue, recordSet }: Place,
  rows: readonly { readonly row_key: string; readonly row_ref: string; readonly reason: string }[],
): Promise<void> {
  const at = new Date(atMs).toISOString();
  const found = rows.map(({ reason, row_key, row_ref }) => ({ reason, row_key, row_ref }));
  await queries.query(
    `UPDATE kept_row_findings SET cleared_at = NULL
     WHERE queue = $1 AND department = $2 AND record_set = $3 AND cleared_at = $4 AND row_key = ANY($5)`,
    [queue, department, recordSet, at, found.map(({ row_key }) => row_key)],
  );
  await queries.query(
    `INSERT INTO kept_row_findings (queue, department, record_set, row_key, row_ref, reason, found_at)
     SELECT $1, $2, $3, row_key, row_ref, reason, $4
     FROM jsonb_to_recordset($5::jsonb) AS given (row_key text, row_ref text, reason text)
     WHERE NOT EXISTS (SELECT 1 FROM kept_row_findings f WHERE f.queue = $1 AND f.department = $2 AND f.record_set = $3
       AND f.row_key = given.row_key AND f.cleared_at IS NULL)
     ON CONFLICT DO NOTHING`,
    [queue, department, recordSet, at, JSON.stringify(found)],
  );
}

/** Remembers that rows left a queue: they are read now, moved, or gone from their source. */
export async function noteCleared(
  queries: Queries,
  { atMs, department, queue, recordSet }: Place,
  rows: readonly { readonly row_key: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await queries.query(
    `UPDATE kept_row_findings SET cleared_at = $4
     WHERE queue = $1 AND department = $2 AND record_set = $3 AND cleared_at IS NULL AND row_key = ANY($5)`,
    [queue, department, recordSet, new Date(atMs).toISOString(), rows.map(({ row_key }) => row_key)],
  );
}
