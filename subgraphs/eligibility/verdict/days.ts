import { dateOf, dayNumber } from '../../../schema/local-date.ts';
import { addMonths } from '../../../schema/working-days.ts';

/** The first and the last day that a date of day, month or year can mean; null: it is no date. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

export function spanOf(date: string | null): Span | null {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date ?? '');
  if (parts === null) return null;
  const [, year, month, day] = parts;
  const first = `${year}-${month ?? '01'}-${day ?? '01'}`;
  try {
    dayNumber(first);
    const months = day !== undefined ? 0 : month !== undefined ? 1 : 12;
    return { first, last: months === 0 ? first : dateOf(dayNumber(addMonths(first, months)) - 1) };
  } catch {
    return null;
  }
}

/** The day before the window of so many years up to a day: what is dated on it, or earlier, is outside. */
export function beforeWindow(on: string, years: number): string {
  return addMonths(on, -12 * years);
}

/** The first day on which something dated `date` is outside the window. */
export function leavesWindowOn(date: string, years: number): string {
  let day = addMonths(date, 12 * years);
  // 29 February: three years on, 28 February looks back to the 28th, before the record.
  while (beforeWindow(day, years) < date) day = dateOf(dayNumber(day) + 1);
  return day;
}
