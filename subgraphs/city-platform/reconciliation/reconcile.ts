import type { Queries } from '../../database/database.ts';

/** Numbers of messages, by what became of them. Each message is in one of `waiting`, `unanswered` … `dead`. */
export interface CityCounts {
  readonly kind: string;
  readonly owed: number;
  /** Not taken by the platform yet. */
  readonly waiting: number;
  /** Taken, and without a result. */
  readonly unanswered: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Given up. */
  readonly dead: number;
  /** Taken, and then not there when the platform was asked: on their way again, or answered since. */
  readonly lost: number;
}

export interface CityEntry {
  readonly key: string;
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  readonly errorCode: string | null;
  readonly lost: number;
  readonly sentAt: string | null;
  readonly answeredAt: string | null;
}

export interface Reconciliation {
  readonly kinds: readonly CityCounts[];
  readonly rejected: readonly CityEntry[];
  /** Owed and not confirmed: waiting, unanswered for longer than the grace, lost or given up. */
  readonly missing: readonly CityEntry[];
  readonly inbound: readonly {
    readonly kind: string;
    readonly result: string;
    readonly code: string | null;
    readonly count: number;
  }[];
}

export interface Period {
  /** ISO instants: messages that were owed from the first on, and before the second; null: from the beginning, until now. */
  readonly from: string | null;
  readonly until: string | null;
  /** ISO instant: what was sent before it and has no result is missing. */
  readonly answeredBy: string;
  /** Most entries of each list. */
  readonly most: number;
}

const within = `($1::timestamptz IS NULL OR created_at >= $1) AND ($2::timestamptz IS NULL OR created_at < $2)`;
const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const entry = `key, kind, state, reason, error_code AS "errorCode", lost, ${utc('sent_at')} AS "sentAt", ${utc('answered_at')} AS "answeredAt"`;

/** What was sent, accepted, rejected and is missing, as the rows themselves say. */
export async function reconcile(queries: Queries, { answeredBy, from, most, until }: Period): Promise<Reconciliation> {
  const kinds = await queries.query<CityCounts & { readonly kind: string }>(
    `SELECT kind, count(*)::int AS owed,
       count(*) FILTER (WHERE state = 'WAITING')::int AS waiting,
       count(*) FILTER (WHERE state = 'SENT')::int AS unanswered,
       count(*) FILTER (WHERE state = 'ACCEPTED')::int AS accepted,
       count(*) FILTER (WHERE state = 'REJECTED')::int AS rejected,
       count(*) FILTER (WHERE state = 'DEAD')::int AS dead,
       count(*) FILTER (WHERE lost > 0)::int AS lost
     FROM city_messages WHERE ${within} GROUP BY kind ORDER BY kind`,
    [from, until],
  );
  const rejected = await queries.query<CityEntry>(
    `SELECT ${entry} FROM city_messages WHERE ${within} AND state = 'REJECTED' ORDER BY message_id LIMIT $3`,
    [from, until, most],
  );
  const missing = await queries.query<CityEntry>(
    `SELECT ${entry} FROM city_messages WHERE ${within}
       AND (state IN ('WAITING', 'DEAD') OR (state = 'SENT' AND sent_at <= $4)) ORDER BY message_id LIMIT $3`,
    [from, until, most, answeredBy],
  );
  const inbound = await queries.query<Reconciliation['inbound'][number]>(
    `SELECT kind, result, code, count(*)::int AS count FROM city_inbound
     WHERE ($1::timestamptz IS NULL OR received_at >= $1) AND ($2::timestamptz IS NULL OR received_at < $2)
     GROUP BY kind, result, code ORDER BY kind, result, code`,
    [from, until],
  );
  return { kinds, rejected, missing, inbound };
}

/** Puts on their way again what was given up. @returns how many. */
export async function sendAgain(queries: Queries): Promise<number> {
  const rows = await queries.query(
    `UPDATE city_messages SET state = 'WAITING', attempts = 0, due_at = now(), error_code = NULL WHERE state = 'DEAD' RETURNING 1`,
  );
  return rows.length;
}
