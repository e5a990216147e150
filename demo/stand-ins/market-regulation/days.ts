import type { Random } from '../../random.ts';

const DAY_MS = 86_400_000;

/** So many days after a local day, as YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A day between two, both included; the later one when they are the wrong way round. */
export function dayBetween(random: Random, from: string, until: string): string {
  const days = Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS);
  return days <= 0 ? until : daysAfter(from, random.whole(0, days));
}
