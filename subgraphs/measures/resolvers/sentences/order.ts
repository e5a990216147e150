import type { MeasureEvent, OrderEvent } from '../../events.ts';
import { orderKinds, whoDid, type Sentence } from './words.ts';

const types: Readonly<Record<OrderEvent['type'], true>> = {
  OrdersIssued: true,
  OrderDelivered: true,
  OrderAcknowledged: true,
  OrderImplemented: true,
  OrderDeclined: true,
};

export function isOrder(event: MeasureEvent): event is OrderEvent {
  return event.type in types;
}

/** Events of the orders to the implementing departments. */
export function orderSentence(event: OrderEvent): Sentence {
  const who = whoDid(event.by);
  switch (event.type) {
    case 'OrdersIssued': {
      const { zh, en } = orderKinds[event.kind];
      const departments = event.orders.map(({ department }) => department);
      return {
        zh: `向 ${departments.join('、')} 下达“${zh}”指令。`,
        en: `Orders to ${en} went to ${departments.join(', ')}.`,
      };
    }
    case 'OrderDelivered':
      return { zh: `指令 ${event.orderId} 已送达。`, en: `The order ${event.orderId} was delivered.` };
    case 'OrderAcknowledged':
      return { zh: `${who.zh}签收指令 ${event.orderId}。`, en: `${who.en} acknowledged the order ${event.orderId}.` };
    case 'OrderImplemented':
      return {
        zh: `${who.zh}已于 ${event.doneOn} 办结指令 ${event.orderId}。`,
        en: `${who.en} carried out the order ${event.orderId} on ${event.doneOn}.`,
      };
    case 'OrderDeclined':
      return {
        zh: `${who.zh}对指令 ${event.orderId} 不予实施:${event.reason}。`,
        en: `${who.en} declined the order ${event.orderId}: ${event.reason}.`,
      };
    default:
      return event satisfies never;
  }
}
