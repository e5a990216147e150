import type { MeasureEvent } from '../../measures/events.ts';
import type { GivenOrder } from '../../measures/state/order.ts';

export interface OrderTrace extends GivenOrder {
  readonly givenAt: string;
  readonly deliveredAt: string | null;
  readonly acknowledgedAt: string | null;
  /** `documented`: carried out with evidence, or declined with a reason. */
  readonly outcome: { readonly at: string; readonly documented: boolean } | null;
  /** When a newer order of the same department took its place, answered or not. */
  readonly replacedAt: string | null;
}

export function traceOrders(events: readonly MeasureEvent[]): readonly OrderTrace[] {
  const orders = new Map<string, OrderTrace>();
  const change = (orderId: string, changes: Partial<OrderTrace>) => {
    const order = orders.get(orderId);
    if (order !== undefined) orders.set(orderId, { ...order, ...changes });
  };
  for (const event of events) {
    switch (event.type) {
      case 'OrdersIssued':
        for (const given of event.orders) {
          for (const { department, orderId, replacedAt } of orders.values())
            if (department === given.department && replacedAt === null) change(orderId, { replacedAt: event.at });
          orders.set(given.orderId, { ...given, givenAt: event.at, ...unanswered });
        }
        break;
      case 'OrderDelivered':
        change(event.orderId, { deliveredAt: event.at });
        break;
      case 'OrderAcknowledged':
        change(event.orderId, { acknowledgedAt: event.at });
        break;
      case 'OrderImplemented':
        change(event.orderId, { outcome: { at: event.at, documented: event.evidence.length > 0 } });
        break;
      case 'OrderDeclined':
        change(event.orderId, { outcome: { at: event.at, documented: true } });
        break;
      default:
    }
  }
  return [...orders.values()];
}

const unanswered = { deliveredAt: null, acknowledgedAt: null, outcome: null, replacedAt: null };
