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

/** Counts working days; each day is looked up once, however many spans lie over it. */
export function createWorkingDayCount(calendar?: WorkingCalendar): CountWorkingDays {
  const seen = new Map<number, ReturnType<typeof isWorkingDay>>();
  const look = (day: number) => {
    const found = seen.get(day) ?? isWorkingDay(dateOf(day), calendar);
    seen.set(day, found);
    return found;
  };
  return (from, to) => {
    let days = 0;
    let provisional = false;
    for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) {
      const { provisional: guessed, working } = look(day);
      if (working) days += 1;
      provisional ||= guessed;
    }
    return { days, provisional };
  };
}
