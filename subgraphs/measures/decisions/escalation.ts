import type { Escalate } from '../commands.ts';
import type { Context } from '../context.ts';
import type { EscalationEvent } from '../events.ts';
import { openMatters } from '../matters.ts';
import { dueAfter, reckonedAgain, type Reckoning } from '../rules/deadlines.ts';
import { endOfDay, localDay } from '../rules/local-day.ts';
import { stampOf } from '../state/caller.ts';
import type { EscalationLevel, Matter } from '../state/escalation.ts';
import { isRunning, type Measure } from '../state/measure.ts';

/** A step up that a matter takes once a day is over. */
interface Step {
  readonly matter: Matter;
  readonly to: EscalationLevel;
  readonly after: string;
}

/**
 * Passes up what was missed: to the coordinator when the last day is over, and to the supervising office some days
 * later; what the coordinator itself misses goes straight there. A suspended measure stays suspended.
 */
export function escalate(command: Escalate, measure: Measure, context: Context): readonly EscalationEvent[] {
  const today = localDay(command.at);
  return stepsAhead(measure, context)
    .filter(({ after }) => today > after)
    .map(({ matter, to }) => ({ ...stampOf(command), type: 'DeadlineEscalated', matter, to }));
}

/**
 * When the gateway next has to look at a measure by itself: give `expireTerm`, then `escalate`. Null: never, unless
 * something happens. After both were given at some instant, the next one lies behind it.
 * @returns an ISO instant, UTC.
 */
export function nextTimerAt(measure: Measure, reckoning: Reckoning): string | null {
  const days = stepsAhead(measure, reckoning).map(({ after }) => after);
  const { endsOn } = measure.facts.term;
  if (isRunning(measure) && endsOn !== null) days.push(endsOn);
  return days.length === 0 ? null : endOfDay(days.reduce((a, b) => (a < b ? a : b)));
}

/** Steps that have not been taken. Holidays announced since a provisional deadline was told move it. */
function stepsAhead(measure: Measure, reckoning: Reckoning): readonly Step[] {
  const taken = new Set(measure.facts.escalations.map(({ key, to }) => `${key}>${to}`));
  return openMatters(measure)
    .flatMap((open) => stepsOf({ ...open, due: reckonedAgain(open.due, reckoning) }, reckoning))
    .filter(({ matter, to }) => !taken.has(`${matter.key}>${to}`));
}

function stepsOf(matter: Matter, reckoning: Reckoning): readonly Step[] {
  const { on } = matter.due;
  if (matter.responsible === null) return [{ matter, to: 'SUPERVISING_OFFICE', after: on }];
  const further = dueAfter(on, { rule: 'ESCALATE_FURTHER', department: matter.responsible }, reckoning);
  return [
    { matter, to: 'COORDINATOR', after: on },
    { matter, to: 'SUPERVISING_OFFICE', after: further.on },
  ];
}
