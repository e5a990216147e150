import type { OrderEvent } from '../events.ts';
import { dueAfter, type DeadlineRule, type Reckoning } from '../rules/deadlines.ts';
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
  const orders = departments.map((department) => give('APPLY', { department, sequence: 1 }, { stamp, reckoning }));
  return { ...stampOf(stamp), type: 'OrdersIssued', kind: 'APPLY', orders };
}

/** Orders of one kind to those departments; nothing when there are none. */
export function issue(
  kind: OrderKind,
  to: readonly Implementation[],
  { stamp, reckoning }: Giving,
): readonly OrderEvent[] {
  if (to.length === 0) return [];
  const orders = to.map(({ department, orders: earlier }) =>
    give(kind, { department, sequence: earlier.length + 1 }, { stamp, reckoning }),
  );
  return [{ ...stampOf(stamp), type: 'OrdersIssued', kind, orders }];
}

/** What the orders of one command are given with. */
export interface Giving {
  readonly stamp: Stamp;
  readonly reckoning: Reckoning;
}

function give(
  kind: OrderKind,
  { department, sequence }: Pick<GivenOrder, 'department' | 'sequence'>,
  { stamp, reckoning }: Giving,
): GivenOrder {
  const givenOn = localDay(stamp.at);
  return {
    orderId: `${stamp.measureId}.${department}.${sequence}`,
    department,
    kind,
    sequence,
    givenOn,
    acknowledgeBy: dueAfter(givenOn, { rule: 'ORDER_ACKNOWLEDGE', department }, reckoning),
    reportBy: dueAfter(givenOn, { rule: reporting[kind], department }, reckoning),
  };
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
