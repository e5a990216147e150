import { openMatters } from '../matters.ts';
import type { Measure } from '../state/measure.ts';
import type { Implementation, Order } from '../state/order.ts';

/** An order, and the measure to which it belongs. */
export interface OrderNode {
  readonly order: Order;
  readonly measure: Measure;
}

export interface ImplementationNode {
  readonly implementation: Implementation;
  readonly measure: Measure;
}

/** An order of a measure; null: it has none with this id. */
export function orderIn(measure: Measure, orderId: string): OrderNode | null {
  const orders = measure.facts.implementations.flatMap((one) => one.orders);
  const order = orders.find((one) => one.orderId === orderId);
  return order === undefined ? null : { order, measure };
}

const always = ['orderId', 'department', 'kind', 'sequence', 'status', 'givenOn', 'acknowledgeBy', 'reportBy'] as const;
/** What only some statuses have. */
const sometimes = ['deliveredAt', 'acknowledgedAt', 'reportedAt', 'doneOn', 'supersededBy'] as const;

export const orderResolvers = {
  Implementation: {
    department: ({ implementation }: ImplementationNode) => implementation.department,
    standing: ({ implementation }: ImplementationNode) => implementation.standing,
    orders: ({ implementation, measure }: ImplementationNode): OrderNode[] =>
      implementation.orders.map((order) => ({ order, measure })),
  },
  Order: {
    ...Object.fromEntries(always.map((name) => [name, ({ order }: OrderNode) => order[name]])),
    ...Object.fromEntries(
      sometimes.map((name) => [name, ({ order }: OrderNode) => (name in order ? order[name as keyof Order] : null)]),
    ),
    evidence: ({ order }: OrderNode) => (order.status === 'IMPLEMENTED' ? order.evidence : []),
    declinedReason: ({ order }: OrderNode) => (order.status === 'DECLINED' ? order.reason : null),
    nextStep: ({ order, measure }: OrderNode) =>
      openMatters(measure).find(({ about }) => about === order.orderId) ?? null,
  },
};
