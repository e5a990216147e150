import type { Queries } from '../database/database.ts';

/** How far one record set of a delivering department has been taken. */
export interface RecordSetState {
  readonly recordSet: string;
  /** As of when the last good look holds; null: never answered. */
  readonly answeredAtMs: number | null;
  /** Code of what went wrong at the last look; null: nothing. */
  readonly errorCode: string | null;
}

export async function loadStates(queries: Queries, department: string): Promise<Map<string, RecordSetState>> {
  const rows = await queries.query<{ record_set: string; answered_at: string | null; error_code: string | null }>(
    'SELECT record_set, answered_at, error_code FROM record_set_state WHERE department = $1',
    [department],
  );
  return new Map(
    rows.map((row) => [
      row.record_set,
      {
        recordSet: row.record_set,
        answeredAtMs: row.answered_at === null ? null : Date.parse(row.answered_at),
        errorCode: row.error_code,
      },
    ]),
  );
}

export interface Look {
  readonly recordSet: string;
  /** Absent where the look failed: what was known before stays. */
  readonly answeredAtMs?: number;
  readonly cursor?: string;
  readonly errorCode?: string;
  readonly errorName?: string;
}

/** Nothing new: what was taken before holds as of then. A record set of which nothing was taken has not answered. */
export async function saveSeen(
  queries: Queries,
  department: string,
  atMs: number,
  { recordSet, answeredAtMs }: { readonly recordSet: string; readonly answeredAtMs: number },
): Promise<void> {
  await queries.query(
    `UPDATE record_set_state SET answered_at = greatest(answered_at, to_timestamp($3::float8 / 1000)), looked_at = to_timestamp($4::float8 / 1000),
       error_code = NULL, error_name = NULL
     WHERE department = $1 AND record_set = $2 AND answered_at IS NOT NULL`,
    [department, recordSet, answeredAtMs, atMs],
  );
}

/** Writes down the outcome of one look at a record set. An answer never makes what is known older. */
export async function saveLook(queries: Queries, department: string, atMs: number, look: Look): Promise<void> {
  await queries.query(
    `INSERT INTO record_set_state AS kept (department, record_set, answered_at, looked_at, cursor, error_code, error_name)
     VALUES ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), $5, $6, $7)
     ON CONFLICT (department, record_set) DO UPDATE SET
       answered_at = greatest(kept.answered_at, excluded.answered_at), looked_at = excluded.looked_at,
       cursor = coalesce(excluded.cursor, kept.cursor), error_code = excluded.error_code, error_name = excluded.error_name`,
    [
      department,
      look.recordSet,
      look.answeredAtMs ?? null,
      atMs,
      look.cursor ?? null,
      look.errorCode ?? null,
      look.errorName ?? null,
    ],
  );
}
