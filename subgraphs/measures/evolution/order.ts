import type { OrderEvent } from '../events.ts';
import { withFacts, type Measure } from '../state/measure.ts';
import { isCarryingOut, isOpen, type GivenOrder, type Implementation, type Order } from '../state/order.ts';
import { lapseConsultations } from './consultation.ts';

type Answer = Exclude<OrderEvent, { type: 'OrdersIssued' }>;

export function evolveOrder(measure: Measure, event: OrderEvent): Measure {
  if (event.type === 'OrdersIssued') return issued(measure, event);
  const implementations = measure.facts.implementations.map((implementation) => answered(implementation, event));
  return withFacts(measure, { implementations });
}

/** The newest order of a department holds: an older one still open is superseded, a question about one is settled. */
function issued(measure: Measure, { orders, at }: Extract<OrderEvent, { type: 'OrdersIssued' }>): Measure {
  const byDepartment = new Map(orders.map((order) => [order.department, order]));
  const implementations = measure.facts.implementations.map((implementation) => {
    const given = byDepartment.get(implementation.department);
    return given === undefined ? implementation : withOrder(implementation, given);
  });
  const earlier = measure.facts.implementations
    .filter(({ department }) => byDepartment.has(department))
    .flatMap((implementation) => implementation.orders.map(({ orderId }) => orderId));
  const about = new Set(earlier);
  const facts = lapseConsultations(measure.facts, at, ({ orderId }) => orderId !== null && about.has(orderId));
  return withFacts(measure, { ...facts, implementations });
}

function withOrder(implementation: Implementation, given: GivenOrder): Implementation {
  const earlier = implementation.orders.map((order): Order =>
    isOpen(order) ? { ...givenOf(order), status: 'SUPERSEDED', supersededBy: given.orderId } : order,
  );
  return { ...implementation, orders: [...earlier, { ...given, status: 'PENDING' }] };
}

function answered(implementation: Implementation, event: Answer): Implementation {
  const order = implementation.orders.find(({ orderId }) => orderId === event.orderId);
  if (order === undefined) return implementation;
  const orders = implementation.orders.map((one) => (one === order ? answer(order, event) : one));
  const declines = event.type === 'OrderDeclined' && isCarryingOut(order.kind);
  return { ...implementation, standing: declines ? 'DECLINING' : implementation.standing, orders };
}

function answer(order: Order, event: Answer): Order {
  const given = givenOf(order);
  switch (event.type) {
    case 'OrderDelivered':
      return { ...given, status: 'DELIVERED', deliveredAt: event.at };
    case 'OrderAcknowledged': {
      const deliveredAt = order.status === 'DELIVERED' ? order.deliveredAt : event.at;
      return { ...given, status: 'ACKNOWLEDGED', deliveredAt, acknowledgedAt: event.at };
    }
    case 'OrderImplemented':
      return { ...given, status: 'IMPLEMENTED', reportedAt: event.at, doneOn: event.doneOn, evidence: event.evidence };
    case 'OrderDeclined':
      return { ...given, status: 'DECLINED', reportedAt: event.at, reason: event.reason };
    default:
      return event satisfies never;
  }
}

/** What an order is made of whatever its status: a new status brings its own fields and keeps none of the old one. */
function givenOf({ orderId, department, kind, sequence, givenOn, acknowledgeBy, reportBy }: Order): GivenOrder {
  return { orderId, department, kind, sequence, givenOn, acknowledgeBy, reportBy };
}
