import type { Queries } from '../database/database.ts';
import type { readBefore } from './before.ts';
import type { HandedFile } from './input.ts';
import type { UploadReport } from './report.ts';

export type UploadState = 'CHECKED' | 'COMMITTED' | 'QUARANTINED' | 'WITHDRAWN';

export interface Fault {
  readonly code: string;
  readonly detail: string;
}

/** An upload as its department sees it. */
export interface Upload {
  readonly id: string | null;
  readonly department: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly asOfOn: string;
  readonly state: UploadState;
  readonly uploadedAt: string;
  readonly uploadedBy: string;
  readonly fault: Fault | null;
  readonly report: UploadReport | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnBecause: string | null;
}

export type Before = Awaited<ReturnType<typeof readBefore>>;

/** So many uploads of a department can be withdrawn one after the other. */
const WITHDRAWABLE = 5;

const columns = `upload_id AS id, department, file_name AS "fileName", sha256, bytes, as_of_on AS "asOfOn", state,
  to_char(uploaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "uploadedAt", uploaded_by AS "uploadedBy", fault, report,
  to_char(withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "withdrawnAt", withdrawn_by AS "withdrawnBy", withdrawn_because AS "withdrawnBecause"`;

type Row = Upload & Record<string, unknown>;

/** The latest first. */
export function listUploads(queries: Queries, department: string, first: number): Promise<Upload[]> {
  return queries.query<Row>(
    `SELECT ${columns} FROM uploads WHERE department = $1 ORDER BY uploaded_at DESC, upload_id LIMIT $2`,
    [department, first],
  );
}

export async function findUpload(queries: Queries, department: string, id: string): Promise<Upload | null> {
  const [row] = await queries.query<Row>(`SELECT ${columns} FROM uploads WHERE department = $1 AND upload_id = $2`, [
    department,
    id,
  ]);
  return row ?? null;
}

/** What the same officer handed in under the same key, and what was said then. */
export async function findRepeated(
  queries: Queries,
  { by, idempotencyKey }: HandedFile,
): Promise<(Upload & { readonly said: string }) | null> {
  const [row] = await queries.query<Row & { said: string }>(
    `SELECT ${columns}, said FROM uploads WHERE uploaded_by = $1 AND idempotency_key = $2`,
    [by, idempotencyKey],
  );
  return row ?? null;
}

export interface NewUpload {
  readonly id: string;
  readonly file: HandedFile;
  readonly atMs: number;
  readonly fault: Fault | null;
  readonly report: UploadReport | null;
  /** null: nothing was taken. */
  readonly before: Before | null;
}

/** Keeps who handed in what; of older uploads what stood before them is let go. */
export async function keepUpload(queries: Queries, kept: NewUpload): Promise<void> {
  const { atMs, before, fault, file, id, report } = kept;
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await queries.query(
    `INSERT INTO uploads (upload_id, department, file_name, sha256, bytes, as_of_on, state, uploaded_at, uploaded_by, idempotency_key, said, fault, report, before)
     VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), $9, $10, $11, $12, $13, $14)`,
    [
      id,
      file.department,
      file.fileName,
      file.sha256,
      file.bytes.length,
      file.asOfOn,
      fault === null ? 'COMMITTED' : 'QUARANTINED',
      atMs,
      file.by,
      file.idempotencyKey,
      file.said,
      json(fault),
      json(report),
      json(before),
    ],
  );
  await queries.query(
    `UPDATE uploads SET before = NULL WHERE department = $1 AND before IS NOT NULL AND upload_id NOT IN (
       SELECT upload_id FROM uploads WHERE department = $1 AND before IS NOT NULL ORDER BY uploaded_at DESC, upload_id LIMIT $2)`,
    [file.department, WITHDRAWABLE],
  );
}

/** What stood before an upload; null: it is no longer kept. */
export async function beforeOf(queries: Queries, id: string): Promise<Before | null> {
  const [row] = await queries.query<{ before: Before | null }>('SELECT before FROM uploads WHERE upload_id = $1', [id]);
  return row?.before ?? null;
}

export interface WithdrawnUpload {
  readonly id: string;
  readonly by: string;
  readonly because: string;
  readonly atMs: number;
}

export async function markWithdrawn(queries: Queries, { atMs, because, by, id }: WithdrawnUpload): Promise<void> {
  await queries.query(
    `UPDATE uploads SET state = 'WITHDRAWN', before = NULL, withdrawn_at = to_timestamp($2::float8 / 1000), withdrawn_by = $3, withdrawn_because = $4
     WHERE upload_id = $1`,
    [id, atMs, by, because],
  );
}
