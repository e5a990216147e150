import type { Random } from '../../random.ts';

const DAY_MS = 86_400_000;

/** Some days later, as YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

export function earlier(left: string, right: string): string {
  return left < right ? left : right;
}

/** A day between two, both included. */
export function dayBetween(from: string, until: string, random: Random): string {
  return daysAfter(from, random.whole(0, Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS))));
}

/** A day in one of the three ways in which this court writes it. */
export function writeDay(day: string, random: Random): string {
  const [year, month, date] = day.split('-');
  if (random.chance(0.7)) return day;
  return random.chance(0.5) ? `${year}${month}${date}` : `${year}年${Number(month)}月${Number(date)}日`;
}
