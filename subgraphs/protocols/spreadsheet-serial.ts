import type { DateFormat } from './spreadsheet-formats.ts';

const DAY_MS = 86_400_000;
/** 9999-12-31. */
const LAST = 2_958_465;
const DAYS_1900_TO_1904 = 1462;

/**
 * A serial day as YYYY-MM-DD, cut to what its cell shows: whoever types 2022年5月 gets the first of the month, shown
 * without a day. null for 0, which is an empty cell with a date format; undefined for what is no serial day.
 */
export function serialDay(serial: number, date1904: boolean, format: DateFormat = 'day'): string | null | undefined {
  if (serial === 0) return null;
  const days = Math.floor(serial) + (date1904 ? DAYS_1900_TO_1904 : 0);
  if (!(days > 0 && days <= LAST)) return undefined;
  // The 1900 system has a 29 February 1900, which did not exist.
  const since = days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const day = new Date(since + days * DAY_MS).toISOString().slice(0, 10);
  if (format === 'year' && day.endsWith('-01-01')) return day.slice(0, 4);
  return format !== 'day' && day.endsWith('-01') ? day.slice(0, 7) : day;
}
