import type { OrderEvent } from '../events.ts';
import { duesFrom, type DeadlineRule, type Reckoning } from '../rules/deadlines.ts';
import { localDay } from '../rules/local-day.ts';
import { stampOf, type Stamp } from '../state/caller.ts';
import type { Measure } from '../state/measure.ts';
import { mayHaveActed, type GivenOrder, type Implementation, type OrderKind } from '../state/order.ts';

/** How soon each kind of order is carried out and reported. */
const reporting: Readonly<Record<OrderKind, DeadlineRule>> = {
  APPLY: 'ORDER_REPORT',
  SUSPEND: 'IMPLEMENTERS_TELL',
  RESUME: 'IMPLEMENTERS_TELL',
  LIFT: 'REPAIR_LIFT',
  RESTORE: 'RESTORATION',
};

/** The first order of every implementing department. */
export function firstOrders(stamp: Stamp, departments: readonly string[], reckoning: Reckoning): OrderEvent {
  const first = departments.map((department) => ({ department, sequence: 1 }));
  return give('APPLY', first, { stamp, reckoning });
}

/** What the orders of one command are given with. */
export interface Giving {
  readonly stamp: Stamp;
  readonly reckoning: Reckoning;
}

/** Orders of one kind to those departments; nothing when there are none. */
export function issue(kind: OrderKind, to: readonly Implementation[], giving: Giving): readonly OrderEvent[] {
  if (to.length === 0) return [];
  const next = to.map(({ department, orders }) => ({ department, sequence: orders.length + 1 }));
  return [give(kind, next, giving)];
}

function give(
  kind: OrderKind,
  to: readonly Pick<GivenOrder, 'department' | 'sequence'>[],
  { stamp, reckoning }: Giving,
): OrderEvent {
  const givenOn = localDay(stamp.at);
  const due = duesFrom(givenOn, reckoning);
  const orders = to.map(({ department, sequence }) => ({
    orderId: `${stamp.measureId}.${department}.${sequence}`,
    department,
    kind,
    sequence,
    givenOn,
    acknowledgeBy: due({ rule: 'ORDER_ACKNOWLEDGE', department }),
    reportBy: due({ rule: reporting[kind], department }),
  }));
  return { ...stampOf(stamp), type: 'OrdersIssued', kind, orders };
}

const isBound = ({ standing }: Implementation): boolean => standing === 'BOUND';

/** Every department that is to carry the measure out stops; those that have declined to do not carry it out anyway. */
export function suspendOrders({ facts }: Measure, giving: Giving): readonly OrderEvent[] {
  return issue('SUSPEND', facts.implementations.filter(isBound), giving);
}

/** Back again. Who was told to carry on during the suspension, after having declined, starts only now. */
export function resumeOrders({ facts }: Measure, giving: Giving): readonly OrderEvent[] {
  const bound = facts.implementations.filter(isBound);
  return [
    ...issue('RESUME', bound.filter(mayHaveActed), giving),
    ...issue(
      'APPLY',
      bound.filter((implementation) => !mayHaveActed(implementation)),
      giving,
    ),
  ];
}

/** The measure is over: everybody who may have carried it out is told, whatever its standing. */
export function endOrders(kind: 'LIFT' | 'RESTORE', { facts }: Measure, giving: Giving): readonly OrderEvent[] {
  return issue(kind, facts.implementations.filter(mayHaveActed), giving);
}
