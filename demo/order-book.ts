import type { OutgoingOrder } from '../subgraphs/connector/order-channel.ts';
import type { Clock } from '../subgraphs/connector/protocol.ts';

/** What a department's program needs of an order that it has received. */
export type ReceivedOrder = Pick<OutgoingOrder, 'orderId' | 'measureId' | 'kind' | 'sequence' | 'startsOn'>;

export interface DeskEntry {
  readonly orderId: string;
  readonly measureId: string;
  readonly kind: string;
  readonly sequence: number;
  /** How often it arrived. */
  readonly receipts: number;
  /** Whether it took effect; one that is overtaken never does, and a repeated one does not a second time. */
  readonly effective: boolean;
  /** ACKNOWLEDGED, IMPLEMENTED, or the code with which the answer was refused; null: not yet. */
  readonly answered: string | null;
}

/** An order that has arrived, and what has been answered to it. */
export interface KeptOrder {
  readonly order: ReceivedOrder;
  readonly receivedMs: number;
  readonly effective: boolean;
  receipts: number;
  answered: string | null;
}

/** The orders that a department has received: each once, however often it arrived. */
export interface OrderBook {
  receive(order: ReceivedOrder): void;
  has(orderId: string): boolean;
  /** Those that hold: an order that a later one of its measure has overtaken is not worked on. */
  holding(): readonly KeptOrder[];
  list(): readonly DeskEntry[];
}

export function createOrderBook(clock: Clock): OrderBook {
  const kept = new Map<string, KeptOrder>();
  const newest = ({ measureId }: ReceivedOrder) =>
    [...kept.values()]
      .filter(({ order }) => order.measureId === measureId)
      .reduce((most, { order }) => Math.max(most, order.sequence), 0);
  return {
    receive(order) {
      const known = kept.get(order.orderId);
      if (known !== undefined) known.receipts += 1;
      else {
        const effective = order.sequence > newest(order);
        kept.set(order.orderId, { order, receivedMs: clock.now(), effective, receipts: 1, answered: null });
      }
    },
    has: (orderId) => kept.has(orderId),
    holding: () => [...kept.values()].filter(({ order }) => order.sequence === newest(order)),
    list: () =>
      [...kept.values()].map(({ order, receipts, effective, answered }) => {
        const { orderId, measureId, kind, sequence } = order;
        return { orderId, measureId, kind, sequence, receipts, effective, answered };
      }),
  };
}
