import type { MeasureEvent } from '../events.ts';
import type { Measure } from '../state/measure.ts';
import type { Objection } from '../state/objection.ts';
import { resumeOrders, suspendOrders, type Giving } from './issue-orders.ts';

/** An objection that suspends is accepted: every order at once, unless another one has done it already. */
export function suspend(measure: Measure, giving: Giving): readonly MeasureEvent[] {
  if (measure.status !== 'NOTIFIED' && measure.status !== 'IN_FORCE') return [];
  return [{ ...giving.stamp, type: 'MeasureSuspended' }, ...suspendOrders(measure, giving)];
}

/** An objection is settled without ending the measure: it goes on if no other one keeps it suspended. */
export function release(objection: Objection, measure: Measure, giving: Giving): readonly MeasureEvent[] {
  if (measure.status !== 'SUSPENDED' || !isSuspending(objection)) return [];
  const others = measure.facts.objections.filter(({ objectionId }) => objectionId !== objection.objectionId);
  if (others.some(isSuspending)) return [];
  return [{ ...giving.stamp, type: 'MeasureResumed' }, ...resumeOrders(measure, giving)];
}

function isSuspending(objection: Objection): boolean {
  return objection.status === 'ACCEPTED' && objection.suspends;
}
