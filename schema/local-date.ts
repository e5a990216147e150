import { ArgumentInvalid } from './errors.ts';

/** Dates are reckoned in days of UTC, which has no summer time; only their text is ever shown or compared. */
export const dayMs = 86_400_000;

/** Days since 1970-01-01. @throws ArgumentInvalid when `on` is not an existing date written YYYY-MM-DD. */
export function dayNumber(on: string): number {
  const atMs = typeof on === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(on) ? Date.parse(`${on}T00:00:00Z`) : NaN;
  // Date.parse moves 2026-02-30 on to March; only a date that exists is written back unchanged.
  if (Number.isNaN(atMs) || new Date(atMs).toISOString().slice(0, 10) !== on) {
    throw new ArgumentInvalid('A date is not an existing day written YYYY-MM-DD.', 'Give a date such as 2026-04-30.');
  }
  return atMs / dayMs;
}

/** @throws ArgumentInvalid when the day is outside the years 0001 to 9999, which YYYY cannot write. */
export function dateOf(day: number): string {
  const date = new Date(day * dayMs);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) {
    throw new ArgumentInvalid(
      'A period ends outside the years 0001 to 9999.',
      'Give an earlier date or a shorter period.',
    );
  }
  return date.toISOString().slice(0, 10);
}

/** Year of a date written YYYY-MM-DD. */
export const yearOf = (on: string): number => Number(on.slice(0, 4));
