import { dateOf, dayNumber } from '../../schema/local-date.ts';
import { isWorkingDay, type WorkingCalendar } from '../../schema/working-days.ts';

/** How long something took. */
export interface WorkingDays {
  /** The day on which it began is not counted, the one on which it ended is; 0: the same day. */
  readonly days: number;
  /** A year of it has no announced holidays. */
  readonly provisional: boolean;
}

export type CountWorkingDays = (from: string, to: string) => WorkingDays;

/** Working days, and days of years without announced holidays, from some first day up to and with another. */
interface UpTo {
  readonly worked: number;
  readonly guessed: number;
}

/**
 * Counts working days. Each day is looked up once, and what lies before it is added up once, however many spans of
 * whatever length are counted.
 */
export function createWorkingDayCount(calendar?: WorkingCalendar): CountWorkingDays {
  const upTo = new Map<number, UpTo>();
  let first = 0;
  let last = -1;
  const add = (day: number, before: UpTo): UpTo => {
    const { provisional, working } = isWorkingDay(dateOf(day), calendar);
    return { worked: before.worked + (working ? 1 : 0), guessed: before.guessed + (provisional ? 1 : 0) };
  };
  const reach = (from: number, to: number) => {
    if (upTo.size === 0 || from < first) {
      upTo.clear();
      upTo.set(from, { worked: 0, guessed: 0 });
      first = from;
      last = from;
    }
    for (; last < to; last += 1) upTo.set(last + 1, add(last + 1, upTo.get(last)!));
  };
  return (from, to) => {
    const [begin, end] = [dayNumber(from), dayNumber(to)];
    if (end <= begin) return { days: 0, provisional: false };
    reach(begin, Math.max(end, last));
    const [before, after] = [upTo.get(begin)!, upTo.get(end)!];
    return { days: after.worked - before.worked, provisional: after.guessed > before.guessed };
  };
}
