import type { Clock } from '../../connector/protocol.ts';
import type { Database, Queries } from '../../database/database.ts';
import { refuse } from '../refusals.ts';
import type { Giver } from './desk.ts';
import { keyedCommand, takeKey } from './idempotency.ts';
import { readDelivery, type OrderDelivery } from './read-deliveries.ts';
import { inTransaction } from './transactions.ts';

/**
 * Sends an order again whose delivery was given up: it waits once more, with all attempts ahead of it. What the order
 * says is looked at again when it leaves. On record: the command is kept with the operator's key.
 * @throws MeasureRefused ACTION_NOT_ALLOWED, ORDER_DELIVERY_NOT_FOUND, ORDER_DELIVERY_NOT_DEAD, IDEMPOTENCY_KEY_…;
 * nothing has happened then.
 */
export type Redrive = (
  deliveryId: string,
  giver: Giver,
) => Promise<{ readonly delivery: OrderDelivery; readonly repeated: boolean }>;

export function createRedrive(database: Database, clock: Clock): Redrive {
  return (deliveryId, giver) => {
    const keyed = keyedCommand(giver, { type: 'redriveOrderDelivery', deliveryId });
    if (giver.by.role !== 'operator') refuse('ACTION_NOT_ALLOWED');
    return inTransaction(database, async (queries) => {
      const at = new Date(clock.now()).toISOString();
      const repeated = (await takeKey(queries, keyed, { subject: deliveryId, at })) !== null;
      if (!repeated) await sendAgain(queries, deliveryId);
      const delivery = await readDelivery(queries, deliveryId, { forUpdate: false });
      return { delivery: delivery ?? refuse('ORDER_DELIVERY_NOT_FOUND'), repeated };
    });
  };
}

async function sendAgain(queries: Queries, deliveryId: string): Promise<void> {
  const delivery = await readDelivery(queries, deliveryId, { forUpdate: true });
  if (delivery === null) return refuse('ORDER_DELIVERY_NOT_FOUND');
  if (delivery.state !== 'DEAD') refuse('ORDER_DELIVERY_NOT_DEAD', { state: delivery.state });
  await queries.query(
    `UPDATE order_deliveries SET state = 'WAITING', attempts = 0, due_at = now(), claimed_until = NULL, error_code = NULL, ended_at = NULL
     WHERE delivery_id = $1`,
    [delivery.deliveryId],
  );
}
