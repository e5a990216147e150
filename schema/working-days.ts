import { ArgumentInvalid } from './errors.ts';
import { dateOf, dayMs, dayNumber, yearOf } from './local-date.ts';
import { loadWorkingCalendar, type WorkingCalendar } from './working-calendar.ts';

export { loadWorkingCalendar, type WorkingCalendar } from './working-calendar.ts';

/** The last day of a period. `provisional`: the State Council had not yet announced the holidays of a year it reaches into. */
export interface Deadline {
  /** Local date of Asia/Shanghai, YYYY-MM-DD. */
  readonly on: string;
  readonly provisional: boolean;
}

/** No statutory period comes near this; a larger one is a mistake of the caller. */
const mostWorkingDays = 2000;

const announced = loadWorkingCalendar();

function requireWhole(what: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new ArgumentInvalid(
      `${what} is not a whole number from ${least} to ${most}.`,
      'Give a whole number in range.',
    );
  }
}

/** Whether a day is worked, weekends that make up for a holiday included. @throws ArgumentInvalid */
export function isWorkingDay(
  on: string,
  calendar: WorkingCalendar = announced,
): { readonly working: boolean; readonly provisional: boolean } {
  dayNumber(on);
  return { working: calendar.isWorking(on), provisional: !calendar.covers(yearOf(on)) };
}

/**
 * The last day of a period of working days; the day it starts on is not counted (Civil Code s. 201; Administrative
 * Licensing Law s. 82; Administrative Penalty Law s. 85). Zero days: the same day, or the next working day.
 * Provisional as soon as one day that was looked at lies in a year that the calendar does not cover.
 * @throws ArgumentInvalid when `start` is no date or `days` is not a whole number from 0 to 2000.
 */
export function workingDaysAfter(start: string, days: number, calendar: WorkingCalendar = announced): Deadline {
  requireWhole('A number of working days', days, 0, mostWorkingDays);
  let day = days === 0 ? dayNumber(start) - 1 : dayNumber(start);
  let provisional = false;
  for (let left = Math.max(days, 1); left > 0;) {
    day += 1;
    const seen = isWorkingDay(dateOf(day), calendar);
    provisional ||= seen.provisional;
    if (seen.working) left -= 1;
  }
  return { on: dateOf(day), provisional };
}

/**
 * The corresponding day so many months later, or earlier when negative; the last day of the month where it has no such
 * day (Civil Code s. 202). A rest day is not moved on;
 * whether it has to be (s. 203) is for the rule that sets the period.
 * @throws ArgumentInvalid when `on` is no date or `months` is not a whole number.
 */
export function addMonths(on: string, months: number): string {
  dayNumber(on);
  requireWhole('A number of months', months, -12_000, 12_000);
  const month = yearOf(on) * 12 + Number(on.slice(5, 7)) - 1 + months;
  const length = firstDayOf(month + 1) - firstDayOf(month);
  return dateOf(firstDayOf(month) + Math.min(Number(on.slice(8)), length) - 1);
}

/** The day number of the first of a month; months are counted from January of the year 0. */
function firstDayOf(month: number): number {
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / dayMs;
}
