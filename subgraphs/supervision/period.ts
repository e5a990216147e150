import { ArgumentInvalid } from '../../schema/errors.ts';
import { dateOf, dayNumber } from '../../schema/local-date.ts';
import { atLocal } from '../connector/timetable.ts';

/** What a caller gives: `of` is 2026, 2026-Q2 or 2026-06; or two days, of which both belong to it. */
export interface PeriodGiven {
  readonly of?: string | null;
  readonly from?: string | null;
  readonly until?: string | null;
}

/** Local days in Asia/Shanghai, both within. */
export interface Period {
  readonly from: string;
  readonly until: string;
  /** Day as of which things are judged: the last one, or today while the period runs. */
  readonly asOf: string;
  /** ISO instants; what happens at `end` is no longer in it. */
  readonly start: string;
  readonly end: string;
}

const mostDays = 3 * 366;
const how = 'Give a year as 2026, a quarter as 2026-Q2, a month as 2026-06, or two days as from and until.';

/** @throws ArgumentInvalid also when the period has not begun, or is longer than three years. */
export function readPeriod({ from, of, until }: PeriodGiven, today: string): Period {
  if ((of == null) === (from == null && until == null)) throw invalid('says neither one period nor two days');
  const [first, last] = of == null ? [readDay('from', from), readDay('until', until)] : readNamed(of);
  if (last < first) throw invalid('ends before it begins');
  if (dayNumber(last) - dayNumber(first) >= mostDays) throw invalid('is longer than three years');
  if (first > today) throw invalid('has not begun');
  return {
    from: first,
    until: last,
    asOf: last < today ? last : today,
    start: startOf(first),
    end: startOf(dateOf(dayNumber(last) + 1)),
  };
}

function readNamed(of: string): [string, string] {
  const [, year, quarter, month] = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(of) ?? [];
  if (year === undefined || year === '0000') throw invalid('is no year, quarter or month');
  if (quarter !== undefined) return months(year, (Number(quarter) - 1) * 3, 3);
  return month === undefined ? months(year, 0, 12) : months(year, Number(month) - 1, 1);
}

/** From the first of a month, counted from 0, to the last of as many. */
function months(year: string, first: number, many: number): [string, string] {
  const next = first + many === 12 ? `${Number(year) + 1}-01-01` : `${year}-${two(first + many + 1)}-01`;
  return [`${year}-${two(first + 1)}-01`, dateOf(dayNumber(next) - 1)];
}

const two = (value: number): string => String(value).padStart(2, '0');

function readDay(argument: string, day: string | null | undefined): string {
  try {
    dayNumber(day ?? '');
    return day!;
  } catch {
    throw new ArgumentInvalid(`period.${argument} is no day.`, how, { argument: 'period' });
  }
}

function startOf(day: string): string {
  return new Date(atLocal(day, '00:00')).toISOString();
}

function invalid(what: string): ArgumentInvalid {
  return new ArgumentInvalid(`The period ${what}.`, how, { argument: 'period' });
}

/** Whether an instant, of any precision, lies in the period. */
export function isIn({ end, start }: Pick<Period, 'start' | 'end'>, at: string | null): boolean {
  if (at === null) return false;
  const ms = Date.parse(at);
  return ms >= Date.parse(start) && ms < Date.parse(end);
}
