const OFFSET = '+08:00';
const DAY_MS = 86_400_000;

/** Milliseconds of a local Beijing time as the servers write it; null for zero dates and for no time at all. */
export function localInstant(text: string | null): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?/.exec(text ?? '');
  const ms = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? '00:00:00'}${OFFSET}`);
  return Number.isNaN(ms) ? null : ms;
}

/** The local Beijing time of an instant, in the servers' writing: 2024-05-08 01:10:00. */
export function localTime(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The local time so many days before. */
export function daysBefore(text: string, days: number): string {
  return localTime(localInstant(text)! - days * DAY_MS);
}
