import type { Clock } from '../../connector/protocol.ts';
import type { Database, Queries } from '../../database/database.ts';
import { IdempotencyKeyReused, keyHolder, requireIdempotencyKey } from '../idempotency-key.ts';
import { refuse } from '../refusals.ts';
import type { Giver } from './desk.ts';
import { readDelivery, type OrderDelivery } from './read-deliveries.ts';

/**
 * Sends an order again whose delivery was given up: it waits once more, with all attempts ahead of it. What the order
 * says is looked at again when it leaves.
 * @throws MeasureRefused ACTION_NOT_ALLOWED, ORDER_DELIVERY_NOT_FOUND, ORDER_DELIVERY_NOT_DEAD; IdempotencyKeyInvalid,
 * IdempotencyKeyReused. Nothing has happened then.
 */
export type Redrive = (
  deliveryId: string,
  giver: Giver,
) => Promise<{ readonly delivery: OrderDelivery; readonly repeated: boolean }>;

export function createRedrive(database: Database, clock: Clock): Redrive {
  return (deliveryId, giver) => {
    requireIdempotencyKey(giver.idempotencyKey);
    if (giver.by.role !== 'operator') refuse('ACTION_NOT_ALLOWED');
    const at = new Date(clock.now()).toISOString();
    return database.transaction(async (queries) => {
      const repeated = await isRepeated(queries, { deliveryId, giver, at });
      if (!repeated) await sendAgain(queries, deliveryId, at);
      const delivery = await readDelivery(queries, deliveryId, { forUpdate: false });
      return { delivery: delivery ?? refuse('ORDER_DELIVERY_NOT_FOUND'), repeated };
    });
  };
}

interface Given {
  readonly deliveryId: string;
  readonly giver: Giver;
  readonly at: string;
}

/** Two at once with one key: the second waits here for the end of the first. */
async function isRepeated(queries: Queries, { deliveryId, giver, at }: Given): Promise<boolean> {
  const key = [keyHolder(giver.by), giver.idempotencyKey];
  const digest = `redriveOrderDelivery ${deliveryId}`;
  const taken = await queries.query(
    `INSERT INTO measure_commands (caller, idempotency_key, digest, subject, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [...key, digest, deliveryId, at],
  );
  if (taken.length > 0) return false;
  const [known] = await queries.query<{ digest: string }>(
    'SELECT digest FROM measure_commands WHERE caller = $1 AND idempotency_key = $2',
    key,
  );
  if (known?.digest !== digest) throw new IdempotencyKeyReused();
  return true;
}

async function sendAgain(queries: Queries, deliveryId: string, at: string): Promise<void> {
  const delivery = await readDelivery(queries, deliveryId, { forUpdate: true });
  if (delivery === null) return refuse('ORDER_DELIVERY_NOT_FOUND');
  if (delivery.state !== 'DEAD') refuse('ORDER_DELIVERY_NOT_DEAD', { state: delivery.state });
  await queries.query(
    `UPDATE order_deliveries SET state = 'WAITING', attempts = 0, due_at = $2, claimed_until = NULL, error_code = NULL, ended_at = NULL
     WHERE delivery_id = $1`,
    [delivery.deliveryId, at],
  );
}
