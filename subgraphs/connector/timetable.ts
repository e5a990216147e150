import type { Clock } from './protocol.ts';

/** Local time of day in Asia/Shanghai, HH:MM. */
export type TimeOfDay = `${number}:${number}`;

/** On which days something happens. 0 is Sunday. */
export type Days =
  | { readonly every: 'day' }
  | { readonly every: 'week'; readonly weekday: number }
  | { readonly every: 'month'; readonly day: number }
  | { readonly every: 'month'; readonly lastWeekday: number }
  | { readonly every: 'quarter'; readonly day: number };

/** A recurring window; `until` 24:00 is the end of the day. */
export type Window = Days & { readonly from: TimeOfDay; readonly until: TimeOfDay };
/** When something new is expected to be there. */
export type Timetable = Days & { readonly at: TimeOfDay };

const DAY_MS = 86_400_000;
// Asia/Shanghai has had one offset, and no summer time, since 1991-09-15.
const OFFSET_MS = 8 * 3_600_000;

/** Local day in Asia/Shanghai, YYYY-MM-DD. */
export function localDay(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10);
}

export function today(clock: Clock): string {
  return localDay(clock.now());
}

/** Milliseconds since the epoch of a local day and time in Asia/Shanghai. */
export function atLocal(day: string, time: TimeOfDay): number {
  const [hours, minutes] = time.split(':').map(Number);
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS + (hours! * 60 + minutes!) * 60_000;
}

/** End of the window in which this moment lies, in milliseconds; null outside of all windows. */
export function maintenanceEnds(windows: readonly Window[], ms: number): number | null {
  const day = localDay(ms);
  const ends = windows
    .filter((window) => fallsOn(window, day) && atLocal(day, window.from) <= ms && ms < atLocal(day, window.until))
    .map((window) => atLocal(day, window.until));
  return ends.length === 0 ? null : Math.max(...ends);
}

/** The next moment after this one at which the timetable expects something. */
export function nextExpected(timetable: Timetable, ms: number): number {
  for (let ahead = 0; ahead <= 400; ahead += 1) {
    const day = localDay(ms + ahead * DAY_MS);
    const at = atLocal(day, timetable.at);
    if (fallsOn(timetable, day) && at > ms) return at;
  }
  throw new RangeError('a timetable that never comes true');
}

/** Whether any of the windows touches the local day between two times. */
export function touches(windows: readonly Window[], day: string, from: TimeOfDay, until: TimeOfDay): boolean {
  return windows.some(
    (window) =>
      fallsOn(window, day) &&
      atLocal(day, window.from) < atLocal(day, until) &&
      atLocal(day, from) < atLocal(day, window.until),
  );
}

function fallsOn(days: Days, day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  switch (days.every) {
    case 'day':
      return true;
    case 'week':
      return date.getUTCDay() === days.weekday;
    case 'month':
      return 'day' in days
        ? date.getUTCDate() === days.day
        : date.getUTCDay() === days.lastWeekday && isLastOfMonth(date);
    case 'quarter':
      return date.getUTCDate() === days.day && date.getUTCMonth() % 3 === 0;
  }
}

/** No same weekday follows in the same month. */
function isLastOfMonth(date: Date): boolean {
  return new Date(date.getTime() + 7 * DAY_MS).getUTCMonth() !== date.getUTCMonth();
}
