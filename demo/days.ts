import type { Random } from './random.ts';

const DAY_MS = 86_400_000;

/** Some days later, as YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A day between two, both included; the second when they are the wrong way round, so that nothing is in the future. */
export function dayBetween(from: string, until: string, random: Random): string {
  const days = Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS));
  return daysAfter(earlier(from, until), random.whole(0, days));
}

/** A day as this system's clerks write it: with hyphens, without anything, or in Chinese. */
export function writtenDay(day: string, hyphenated: number, random: Random): string {
  if (random.chance(hyphenated)) return day;
  return random.chance(0.6) ? day.replaceAll('-', '') : inChinese(day);
}

/** Milliseconds since the epoch at an hour of a day in Asia/Shanghai, as some systems write days. */
export function stampOf(day: string, hour: number): number {
  return Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`);
}

/** 2018年1月12日 */
export function inChinese(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export function earlier(left: string, right: string): string {
  return left < right ? left : right;
}
