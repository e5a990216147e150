import type { OrderSink } from '../../connector/order-channel.ts';
import type { Call } from '../../connector/protocol.ts';
import type { Database } from '../../database/database.ts';
import type { Desk } from '../desk/desk.ts';
import { claim, type Claimed, type Whose } from './claim.ts';
import { putBack, type Patience } from './failures.ts';
import { loadOutgoing } from './outgoing-order.ts';

/** Where orders of one department, or of all that have nothing but their worklist, are handed over. */
export interface Counter {
  readonly whose: Whose;
  /** Name of the wire; `worklist` where there is none. */
  readonly channel: string;
  /** Null: nothing has to be sent, the order stands in the department's worklist. */
  readonly sink: Pick<OrderSink, 'send' | 'batchSize'> | null;
  readonly call: Call;
  /** Whether the department is not to be called at this moment (its maintenance window). */
  readonly closed: () => boolean;
}

export interface DeliveryParts {
  readonly database: Database;
  readonly desk: Desk;
  readonly patience: Patience;
  /** Longer than any sending takes: a delivery whose lease is over is made again by whoever comes first. */
  readonly leaseMs: number;
}

const worklistBatch = 100;

/**
 * Makes the deliveries that are due, a batch. An order is sent before it is marked: a process that dies in between has
 * it sent again, under the same key. True: there may be more.
 */
export async function deliverBatch(counter: Counter, parts: DeliveryParts): Promise<boolean> {
  if (counter.closed()) return false;
  const { channel, sink, whose } = counter;
  const limit = sink?.batchSize ?? worklistBatch;
  const claimed = await claim(parts.database, { whose, channel, limit, leaseMs: parts.leaseMs });
  if (claimed.length === 0) return false;
  try {
    if (sink !== null) {
      const orders = await loadOutgoing(parts.database, claimed);
      if (orders.length > 0) await sink.send(orders, counter.call);
    }
  } catch (error) {
    await putBack(parts.database, claimed, { error, patience: parts.patience });
    return true;
  }
  await markDelivered(claimed, parts);
  return true;
}

async function markDelivered(claimed: readonly Claimed[], { database, desk }: DeliveryParts): Promise<void> {
  for (const [measureId, own] of Map.groupBy(claimed, (one) => one.measureId)) {
    const commands = own.map(({ orderId }) => ({ type: 'markDelivered', orderId }) as const);
    await desk.giveByItself(measureId, commands);
  }
  // What was answered or superseded while it was under way had no mark to set, and is over all the same.
  await database.query(
    `UPDATE order_deliveries SET state = 'OBSOLETE', ended_at = now(), claimed_until = NULL
     WHERE delivery_id = ANY($1) AND state = 'WAITING'`,
    [claimed.map(({ deliveryId }) => deliveryId)],
  );
}
