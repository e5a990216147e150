import { DepartmentError } from '../../../schema/errors.ts';
import type { Queries } from '../../database/database.ts';
import { waitMs, type Patience } from '../../measures/delivery/failures.ts';
import type { CityMessage } from '../platform.ts';

/** A message that this process, and nobody else for the time of its lease, is to send. */
export interface Claimed extends CityMessage {
  readonly messageId: number;
  readonly attempts: number;
}

const refusals = "error_code IN ('DEPARTMENT_REFUSED', 'DEPARTMENT_ANSWER_INVALID')";

/** Takes messages that are due, oldest first. What the platform refused is tried alone: it must not hold up the others. */
export async function claim(queries: Queries, limit: number, leaseMs: number): Promise<readonly Claimed[]> {
  const untroubled = await claimWhere(queries, { limit, leaseMs }, `NOT coalesce(${refusals}, false)`);
  return untroubled.length > 0 ? untroubled : claimWhere(queries, { limit: 1, leaseMs }, refusals);
}

async function claimWhere(
  queries: Queries,
  { leaseMs, limit }: { readonly limit: number; readonly leaseMs: number },
  which: string,
): Promise<readonly Claimed[]> {
  const rows = await queries.query<Claimed>(
    `UPDATE city_messages SET claimed_until = now() + $1::float8 * interval '1 ms', attempts = attempts + 1
     WHERE message_id IN (
       SELECT message_id FROM city_messages
       WHERE state = 'WAITING' AND due_at <= now() AND (claimed_until IS NULL OR claimed_until < now()) AND ${which}
       ORDER BY message_id LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING message_id AS "messageId", attempts, key, kind, content`,
    [leaseMs, limit],
  );
  return rows.toSorted((a, b) => a.messageId - b.messageId);
}

/** Puts failed messages back, each with its time for the next try, or gives them up. */
export async function putBack(
  queries: Queries,
  claimed: readonly Claimed[],
  { error, patience }: { readonly error: unknown; readonly patience: Patience },
): Promise<void> {
  const code = error instanceof DepartmentError ? String((error as { code?: unknown }).code) : 'DELIVERY_FAILED';
  const isRefused = code === 'DEPARTMENT_REFUSED' || code === 'DEPARTMENT_ANSWER_INVALID';
  const rows = claimed.map(({ attempts, messageId }) => ({
    id: messageId,
    dead: attempts >= (isRefused ? patience.refused : patience.silent),
    wait: waitMs(attempts, patience),
  }));
  await queries.query(
    `UPDATE city_messages m SET claimed_until = NULL, error_code = $2,
       state = CASE WHEN given.dead THEN 'DEAD' ELSE 'WAITING' END, due_at = now() + given.wait * interval '1 ms'
     FROM jsonb_to_recordset($1::jsonb) AS given (id bigint, dead boolean, wait float8)
     WHERE m.message_id = given.id AND m.state = 'WAITING'`,
    [JSON.stringify(rows), code],
  );
}
