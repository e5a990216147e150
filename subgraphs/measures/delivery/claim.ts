import type { Queries } from '../../database/database.ts';

/** A delivery that this process, and nobody else for the time of its lease, is to make. */
export interface Claimed {
  readonly deliveryId: number;
  readonly orderId: string;
  readonly measureId: string;
  readonly attempts: number;
}

/** Whose deliveries: those of one department, or of every one but some. */
export type Whose = { readonly of: string } | { readonly allBut: readonly string[] };

export interface Claiming {
  readonly whose: Whose;
  readonly channel: string;
  readonly limit: number;
  readonly leaseMs: number;
}

/** What the department's own system refused is tried alone: it must not hold up what would be taken beside it. */
const refused = "error_code IN ('DEPARTMENT_REFUSED', 'DEPARTMENT_ANSWER_INVALID')";

/**
 * Takes deliveries that are due, oldest first, for the time of a lease: a process that dies leaves them to the others
 * when it is over. Leases and waiting times run on the database's clock, which all processes share.
 */
export async function claim(queries: Queries, claiming: Claiming): Promise<readonly Claimed[]> {
  const untroubled = await claimWhere(queries, claiming, `NOT coalesce(${refused}, false)`);
  return untroubled.length > 0 ? untroubled : claimWhere(queries, { ...claiming, limit: 1 }, refused);
}

async function claimWhere(
  queries: Queries,
  { whose, channel, limit, leaseMs }: Claiming,
  which: string,
): Promise<readonly Claimed[]> {
  const department = 'of' in whose ? 'department = $1' : 'department <> ALL($1)';
  const rows = await queries.query<{ delivery_id: number; order_id: string; measure_id: string; attempts: number }>(
    `UPDATE order_deliveries SET claimed_until = now() + $2::float8 * interval '1 ms', attempts = attempts + 1, channel = $3
     WHERE delivery_id IN (
       SELECT delivery_id FROM order_deliveries
       WHERE ${department} AND state = 'WAITING' AND due_at <= now() AND ${which}
         AND (claimed_until IS NULL OR claimed_until < now())
       ORDER BY delivery_id LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING delivery_id, order_id, measure_id, attempts`,
    ['of' in whose ? whose.of : whose.allBut, leaseMs, channel, limit],
  );
  return rows
    .map((row) => ({
      deliveryId: row.delivery_id,
      orderId: row.order_id,
      measureId: row.measure_id,
      attempts: row.attempts,
    }))
    .toSorted((a, b) => a.deliveryId - b.deliveryId);
}
