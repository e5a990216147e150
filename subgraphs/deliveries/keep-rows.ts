import { nameKey, namePattern } from '../connector/names.ts';
import type { Reading, Rejected, Unlinked } from '../connector/reading.ts';
import type { Database, Queries } from '../database/database.ts';
import { noteCleared, noteFound, type Queue } from './findings.ts';
import { rowKey } from './row-key.ts';

/** Where kept rows came from. */
export interface Origin {
  readonly department: string;
  readonly recordSet: string;
  /** Name of the delivery, or `asked`. */
  readonly source: string;
  /** Order among the deliveries of the record set; '' for what was asked. */
  readonly position: string;
  readonly connectorVersion: number;
  /** The system has a key of its own for each row. */
  readonly hasOwnKey: boolean;
  /** Width at which the system cuts names, if it does. */
  readonly nameCutAt?: number | undefined;
  readonly atMs: number;
}

/** Puts unreadable rows into quarantine; a row that is there already keeps the moment at which it was first seen. */
export async function quarantine(queries: Queries, origin: Origin, rejected: readonly Rejected[]): Promise<void> {
  const rows = rejected.map((one) => ({
    row_key: rowKey(one.row, origin.hasOwnKey),
    row_ref: one.rowRef,
    reason: one.reason,
    detail: one.detail,
    credit_code: one.creditCode,
    name: one.name,
    ...nameColumns(one.name, origin.nameCutAt),
    document_number: one.documentNumber,
    row: one.row,
  }));
  await upsert(
    queries,
    'quarantine',
    origin,
    rows,
    'row_key text, row_ref text, reason text, detail text, credit_code text, name text, name_key text, name_pattern text, document_number text, row jsonb',
  );
}

/** Puts rows without a certain key into the unlinked queue. */
export async function queueUnlinked(queries: Queries, origin: Origin, unlinked: readonly Unlinked[]): Promise<void> {
  const rows = unlinked.map((one) => ({
    row_key: rowKey(one.row, origin.hasOwnKey),
    row_ref: one.rowRef,
    reason: one.reason,
    record_kind: one.recordKind,
    effect: one.effect,
    state: one.state,
    document_number: one.documentNumber,
    name: one.name,
    ...nameColumns(one.name, origin.nameCutAt),
    amount_fen: one.amountFen,
    row: one.row,
  }));
  await upsert(
    queries,
    'unlinked',
    origin,
    rows,
    'row_key text, row_ref text, reason text, record_kind text, effect text, state text, document_number text, name text, name_key text, name_pattern text, amount_fen bigint, row jsonb',
  );
}

function nameColumns(
  name: string | null,
  cutAt: number | undefined,
): { name_key: string | null; name_pattern: string | null } {
  return {
    name_key: name === null ? null : nameKey(name),
    name_pattern: name === null ? null : namePattern(name, cutAt),
  };
}

async function upsert(
  queries: Queries,
  table: Queue,
  origin: Origin,
  rows: readonly { row_key: string; row_ref: string; reason: string }[],
  columns: string,
): Promise<void> {
  if (rows.length === 0) return;
  const distinct = [...new Map(rows.map((row) => [row.row_key, row])).values()];
  const names = columns.split(', ').map((column) => column.split(' ')[0]!);
  await queries.query(
    `INSERT INTO ${table} (department, record_set, source, position, connector_version, first_seen_at, last_seen_at, ${names.join(', ')})
     SELECT $1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($6::float8 / 1000), ${names.join(', ')}
     FROM jsonb_to_recordset($7::jsonb) AS given (${columns})
     ON CONFLICT (department, record_set, row_key) DO UPDATE SET
       source = excluded.source, position = excluded.position, connector_version = excluded.connector_version, last_seen_at = excluded.last_seen_at,
       ${names
         .filter((name) => name !== 'row_key')
         .map((name) => `${name} = excluded.${name}`)
         .join(', ')}`,
    [
      origin.department,
      origin.recordSet,
      origin.source,
      origin.position,
      origin.connectorVersion,
      origin.atMs,
      JSON.stringify(distinct),
    ],
  );
  await noteFound(queries, { ...origin, queue: table }, distinct);
}

/** Rows that were kept and are now read, moved, or gone from their source. */
export async function releaseRows(
  queries: Queries,
  origin: Pick<Origin, 'department' | 'recordSet' | 'atMs'>,
  refs: readonly string[],
): Promise<void> {
  if (refs.length === 0) return;
  for (const queue of ['quarantine', 'unlinked'] as const) {
    const gone = await queries.query<{ row_key: string }>(
      `DELETE FROM ${queue} WHERE department = $1 AND record_set = $2 AND row_ref = ANY($3) RETURNING row_key`,
      [origin.department, origin.recordSet, refs],
    );
    await noteCleared(queries, { ...origin, queue }, gone);
  }
}

/** What an answer of an asked system leaves to be kept, and what is read now that was kept before. */
export async function keepAskedRows(
  database: Database,
  { facts, rejected, unlinked }: Reading,
  origin: Origin,
): Promise<void> {
  if (facts.length + rejected.length + unlinked.length === 0) return;
  await database.transaction(async (queries) => {
    await releaseRows(
      queries,
      origin,
      facts.map(({ rowRef }) => rowRef),
    );
    await quarantine(queries, origin, rejected);
    await queueUnlinked(queries, origin, unlinked);
  });
}
