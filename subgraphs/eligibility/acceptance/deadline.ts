import { dateOf, dayNumber } from '../../../schema/local-date.ts';
import { isWorkingDay, workingDaysAfter, type Deadline, type WorkingCalendar } from '../../../schema/working-days.ts';
import type { Matter } from '../matters/matter.ts';
import type { Acceptance, AcceptanceFacts } from './acceptance.ts';

/** Working days before the last one on which the organisation is reminded; zero is the day itself. */
const remindAt = [3, 1, 0];

/** The day by which what is outstanding has to come; the day of acceptance is not counted. */
export function dueFrom(on: string, { supplementWithin }: Matter, calendar?: WorkingCalendar): Deadline {
  return workingDaysAfter(on, supplementWithin, calendar);
}

/** The deadline as the calendar of today has it: one that was provisional is reckoned again. */
export function currentDue({ due, acceptedOn, matter }: Due, calendar?: WorkingCalendar): Deadline {
  return due.provisional ? dueFrom(acceptedOn, matter, calendar) : due;
}

export interface Due extends Pick<AcceptanceFacts, 'due' | 'matter'> {
  readonly acceptedOn: string;
}

/** Working days after today, up to and with the last one; negative: it is over. */
export function workingDaysLeft(today: string, due: string, calendar?: WorkingCalendar): number {
  if (today > due) return -1;
  let left = 0;
  for (let day = dayNumber(today) + 1; day <= dayNumber(due); day += 1)
    if (isWorkingDay(dateOf(day), calendar).working) left += 1;
  return left;
}

/** Whether a reminder is due: once for each step, and after a pause only the newest. Null: none is. */
export function reminderDue(
  { facts }: Acceptance,
  today: string,
  due: string,
  calendar?: WorkingCalendar,
): number | null {
  const left = workingDaysLeft(today, due, calendar);
  const step = remindAt.filter((at) => left <= at).at(-1);
  if (left < 0 || step === undefined) return null;
  const told = facts.remindedOn.some((on) => workingDaysLeft(on, due, calendar) <= step);
  return told ? null : left;
}
