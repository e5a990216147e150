import type { Escalate } from '../commands.ts';
import type { Context } from '../context.ts';
import type { EscalationEvent } from '../events.ts';
import { openMatters } from '../matters.ts';
import { dueAfter, isOverdue, reckonedAgain, type Reckoning } from '../rules/deadlines.ts';
import { endOfDay, localDay } from '../rules/local-day.ts';
import { stampOf } from '../state/caller.ts';
import type { EscalationLevel, Matter } from '../state/escalation.ts';
import { isRunning, type Measure } from '../state/measure.ts';

/**
 * Passes up what was missed: to the coordinator when the last day is over, and to the supervising office some days
 * later; what the coordinator itself misses goes straight there. A suspended measure stays suspended.
 */
export function escalate(command: Escalate, measure: Measure, context: Context): readonly EscalationEvent[] {
  const today = localDay(command.at);
  return mattersAsOf(measure, context)
    .filter(({ due }) => isOverdue(due, today))
    .flatMap((matter) =>
      stepsAhead(matter, measure)
        .filter((to) => today > dayOf(to, matter, context))
        .map((to) => ({ ...stampOf(command), type: 'DeadlineEscalated', matter, to }) as const),
    );
}

/**
 * When the gateway next has to look at a measure by itself: give `expireTerm`, then `escalate`. Null: never, unless
 * something happens. After both were given at some instant, the next one lies behind it.
 * @returns an ISO instant, UTC.
 */
export function nextTimerAt(measure: Measure, reckoning: Reckoning): string | null {
  const days = mattersAsOf(measure, reckoning).flatMap((matter) => {
    const [next] = stepsAhead(matter, measure);
    return next === undefined ? [] : [dayOf(next, matter, reckoning)];
  });
  const { endsOn } = measure.facts.term;
  if (isRunning(measure) && endsOn !== null) days.push(endsOn);
  return days.length === 0 ? null : endOfDay(days.reduce((a, b) => (a < b ? a : b)));
}

/** Holidays announced since a provisional deadline was told move it. */
function mattersAsOf(measure: Measure, reckoning: Reckoning): readonly Matter[] {
  return openMatters(measure).map((matter) => ({ ...matter, due: reckonedAgain(matter.due, reckoning) }));
}

/** The levels that a matter has not reached, nearest first. */
function stepsAhead({ key, responsible }: Matter, { facts }: Measure): readonly EscalationLevel[] {
  const steps: readonly EscalationLevel[] =
    responsible === null ? ['SUPERVISING_OFFICE'] : ['COORDINATOR', 'SUPERVISING_OFFICE'];
  return steps.filter((to) => !facts.escalations.some((taken) => taken.key === key && taken.to === to));
}

/** The day after which a matter takes a step up. */
function dayOf(to: EscalationLevel, { due, responsible }: Matter, reckoning: Reckoning): string {
  if (to === 'COORDINATOR' || responsible === null) return due.on;
  return dueAfter(due.on, { rule: 'ESCALATE_FURTHER', department: responsible }, reckoning).on;
}
