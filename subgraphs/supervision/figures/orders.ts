import { isOverdue, reckonedAgain } from '../../measures/rules/deadlines.ts';
import { localDay } from '../../measures/rules/local-day.ts';
import { share, type Contribution } from '../contribution.ts';
import { isIn } from '../period.ts';
import type { MeasureTrace } from '../traces/measure.ts';
import type { OrderTrace } from '../traces/orders.ts';
import type { Counting } from './counting.ts';
import { itemOf } from './parts.ts';

/** What the orders of a measure add to the figures of the departments that carry it out. */
export function countOrders(trace: MeasureTrace, counting: Counting): readonly Contribution[] {
  return trace.orders.flatMap((order) => [
    ...given(order, trace, counting),
    ...delivered(order, trace, counting),
    ...reported(order, trace, counting),
  ]);
}

function given(order: OrderTrace, trace: MeasureTrace, { period }: Counting): readonly Contribution[] {
  const { deliveredAt, department, givenAt, orderId, replacedAt } = order;
  if (!isIn(period, givenAt) || (deliveredAt === null && replacedAt !== null)) return [];
  const item = itemOf(trace, 'ORDER', orderId, givenAt);
  return [{ metric: 'DELIVERY_RATE', department, group: trace.kind, item, ...share(deliveredAt !== null) }];
}

function delivered(order: OrderTrace, trace: MeasureTrace, counting: Counting): readonly Contribution[] {
  const { acknowledgedAt, deliveredAt, department, orderId, outcome } = order;
  if (deliveredAt === null || !isIn(counting.period, deliveredAt)) return [];
  const item = itemOf(trace, 'ORDER', orderId, deliveredAt);
  const rate = (metric: 'RESPONSE_RATE' | 'FEEDBACK_RATE', answered: boolean, by: OrderTrace['reportBy']) =>
    !answered && isReplacedWithin(order, by, counting)
      ? []
      : [{ metric, department, group: trace.kind, item, ...share(answered) }];
  return [
    ...rate('RESPONSE_RATE', acknowledgedAt !== null, order.acknowledgeBy),
    ...rate('FEEDBACK_RATE', outcome !== null, order.reportBy),
  ];
}

/** A department that still had time when a newer order came owes no answer to the older one. */
function isReplacedWithin({ replacedAt }: OrderTrace, by: OrderTrace['reportBy'], { reckoning }: Counting): boolean {
  return replacedAt !== null && !isOverdue(reckonedAgain(by, reckoning), localDay(replacedAt));
}

function reported(order: OrderTrace, trace: MeasureTrace, counting: Counting): readonly Contribution[] {
  const { department, orderId, outcome, reportBy } = order;
  if (outcome === null || !isIn(counting.period, outcome.at)) return [];
  const item = itemOf(trace, 'ORDER', orderId, outcome.at);
  const inTime = !isOverdue(reckonedAgain(reportBy, counting.reckoning), localDay(outcome.at));
  return [
    { metric: 'FEEDBACK_IN_TIME', department, group: trace.kind, item, ...share(inTime) },
    { metric: 'CASES_WITH_EVIDENCE', department, group: trace.kind, item, ...share(outcome.documented) },
  ];
}
