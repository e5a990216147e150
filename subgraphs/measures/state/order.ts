import type { Due } from '../rules/deadlines.ts';
import type { Evidence } from './document.ts';

/**
 * What a department is told to bring about. Each order carries the measure as it now stands, so that the newest one
 * alone says what holds: an older one that has not been carried out is superseded by it.
 */
export type OrderKind = 'APPLY' | 'SUSPEND' | 'RESUME' | 'LIFT' | 'RESTORE';

/** An order as it is given; the id is also the idempotency key that the receiving system sees. */
export interface GivenOrder {
  readonly orderId: string;
  readonly department: string;
  readonly kind: OrderKind;
  /** Counts the orders of one department in one measure, from 1; the greatest holds. */
  readonly sequence: number;
  /** Local date. */
  readonly givenOn: string;
  readonly acknowledgeBy: Due;
  readonly reportBy: Due;
}

export type Order = GivenOrder &
  (
    | { readonly status: 'PENDING' }
    | { readonly status: 'DELIVERED'; readonly deliveredAt: string }
    | { readonly status: 'ACKNOWLEDGED'; readonly deliveredAt: string; readonly acknowledgedAt: string }
    | {
        readonly status: 'IMPLEMENTED';
        readonly reportedAt: string;
        /** Local date on which the department carried it out. */
        readonly doneOn: string;
        readonly evidence: readonly Evidence[];
      }
    | { readonly status: 'DECLINED'; readonly reportedAt: string; readonly reason: string }
    | { readonly status: 'SUPERSEDED'; readonly supersededBy: string }
  );

/** One department's part in a measure. */
export interface Implementation {
  readonly department: string;
  /**
   * BOUND: does what it is told. DECLINING: has declined to carry the measure out, and the consultation is open.
   * EXCUSED: the coordinator has accepted that.
   */
  readonly standing: 'BOUND' | 'DECLINING' | 'EXCUSED';
  /** In the order of their sequence. */
  readonly orders: readonly Order[];
}

/** Whether an order asks a department to carry the measure out, rather than to stop. */
export function isCarryingOut(kind: OrderKind): boolean {
  return kind === 'APPLY' || kind === 'RESUME';
}

/** Whether a department may still answer an order. */
export function isOpen(order: Order): boolean {
  return order.status === 'PENDING' || order.status === 'DELIVERED' || order.status === 'ACKNOWLEDGED';
}

/**
 * Whether a department may have carried the measure out, so that it has to be told when it ends. An order that it has
 * not answered may have reached it: deliveries are at least once, and only a refusal is certain.
 */
export function mayHaveActed({ orders }: Implementation): boolean {
  return orders.some((order) => isCarryingOut(order.kind) && order.status !== 'DECLINED');
}
