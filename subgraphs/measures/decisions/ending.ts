import type { CompleteRestoration, RevokeAsError, WithdrawMeasure } from '../commands.ts';
import type { Context } from '../context.ts';
import type { MeasureEvent } from '../events.ts';
import { refuse } from '../refusals.ts';
import { dueAfter } from '../rules/deadlines.ts';
import { localDay } from '../rules/local-day.ts';
import { gatewayItself, stampOf, type Stamp } from '../state/caller.ts';
import type { Evidence } from '../state/document.ts';
import { isRunning, type LiftReason, type Measure } from '../state/measure.ts';
import { Input, readText } from './input.ts';
import { endOrders, type Giving } from './issue-orders.ts';

/** The measure is over; objections that are still open are decided nevertheless, as it may have been an error. */
export function lift(
  measure: Measure,
  { reason, note }: { readonly reason: LiftReason; readonly note: string | null },
  giving: Giving,
): readonly MeasureEvent[] {
  return [{ ...giving.stamp, type: 'MeasureLifted', reason, note }, ...endOrders('LIFT', measure, giving)];
}

/** The measure was an error: undone at every department that may have carried it out, also when it is over. */
export function revoke(
  measure: Measure,
  { reason, evidence }: { readonly reason: string; readonly evidence: readonly Evidence[] },
  giving: Giving,
): readonly MeasureEvent[] {
  const { department } = measure.facts.determination;
  const restoreBy = dueAfter(localDay(giving.stamp.at), { rule: 'RESTORATION', department }, giving.reckoning);
  return [
    { ...giving.stamp, type: 'MeasureRevoked', reason, evidence, restoreBy },
    ...endOrders('RESTORE', measure, giving),
  ];
}

export function withdrawMeasure(command: WithdrawMeasure, measure: Measure, context: Context): readonly MeasureEvent[] {
  if (!isRunning(measure)) refuse('MEASURE_NOT_RUNNING');
  const note = readText('reason', command.reason);
  return lift(measure, { reason: 'WITHDRAWN', note }, { stamp: stampOf(command), reckoning: context });
}

export function revokeAsError(command: RevokeAsError, measure: Measure, context: Context): readonly MeasureEvent[] {
  if (measure.status === 'REVOKED') refuse('MEASURE_REVOKED');
  const input = new Input();
  const reason = input.text('reason', command.reason);
  const evidence = input.documents('evidence', command.evidence);
  input.settle();
  if (evidence.length === 0) refuse('EVIDENCE_MISSING');
  return revoke(measure, { reason, evidence }, { stamp: stampOf(command), reckoning: context });
}

/** Closed by the determining department's own evidence, after that of every implementer. */
export function completeRestoration(command: CompleteRestoration, measure: Measure): readonly MeasureEvent[] {
  if (measure.status !== 'REVOKED' || measure.restoration.status !== 'OPEN') return refuse('RESTORATION_NOT_OPEN');
  const input = new Input();
  const statement = input.text('statement', command.statement);
  const evidence = input.documents('evidence', command.evidence);
  input.settle();
  if (evidence.length === 0) refuse('EVIDENCE_MISSING');
  const waitingFor = measure.facts.implementations
    .filter(({ orders }) => orders.at(-1)?.kind === 'RESTORE' && orders.at(-1)?.status !== 'IMPLEMENTED')
    .map(({ department }) => department);
  if (waitingFor.length > 0) refuse('RESTORATION_INCOMPLETE', { waitingFor });
  return [{ ...stampOf(command), type: 'RestorationCompleted', statement, evidence }];
}

/**
 * The term ends by itself, suspended or not: it keeps running during a suspension. Any command finds an ended measure
 * ended, whether or not a timer has fired, so that nothing depends on the process having been up that day.
 */
export function expire(measure: Measure, { measureId, at }: Stamp, context: Context): readonly MeasureEvent[] {
  const { endsOn } = measure.facts.term;
  if (!isRunning(measure) || endsOn === null || localDay(at) <= endsOn) return [];
  const stamp = { measureId, at, by: gatewayItself };
  return lift(measure, { reason: 'EXPIRED', note: null }, { stamp, reckoning: context });
}
