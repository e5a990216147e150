import { textOf } from '../legacy-row.ts';
import { readDateShape } from './date-shapes.ts';
import { RowUnreadable, type Decoder } from './decoder.ts';
import { isForEverDate, isForEverWord, isNoDate, isNothing } from './sentinels.ts';

export type DatePrecision = 'day' | 'month' | 'year';

/** A local day in Asia/Shanghai, cut to its precision: 2018-01-12, 2018-01 or 2018. */
export interface DateReading {
  readonly on: string;
  readonly precision: DatePrecision;
}

/** What a date column says: a date, that there is none, or that there is no end. */
export type DateCell =
  { readonly state: 'date'; readonly date: DateReading } | { readonly state: 'none' } | { readonly state: 'for-ever' };

const ranges = { day: 31, month: 12 };

/** Reads one date cell of any shape; what is neither date nor sentinel is DATE_IMPOSSIBLE. */
export function readDateCell(cells: Parameters<typeof textOf>[0], column: string): DateCell {
  const value = textOf(cells, column);
  if (value === null || isNothing(value) || /^0+$/.test(value)) return { state: 'none' };
  if (isForEverWord(value)) return { state: 'for-ever' };
  const parts = readDateShape(value);
  if (parts === null)
    throw new RowUnreadable('DATE_IMPOSSIBLE', `${column} is neither a date nor a known word for none`);
  const on = [String(parts.year).padStart(4, '0'), parts.month, parts.day]
    .filter((part) => part !== null)
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  if (isNoDate(on)) return { state: 'none' };
  if (isForEverDate(on)) return { state: 'for-ever' };
  if (!exists(parts)) throw new RowUnreadable('DATE_IMPOSSIBLE', `${column} holds a date that does not exist`);
  return {
    state: 'date',
    date: { on, precision: parts.day !== null ? 'day' : parts.month !== null ? 'month' : 'year' },
  };
}

function exists({ year, month, day }: { year: number; month: number | null; day: number | null }): boolean {
  if (year < 1900 || year > 2100) return false;
  if (month === null) return true;
  if (month < 1 || month > ranges.month) return false;
  if (day === null) return true;
  if (day < 1 || day > ranges.day) return false;
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** A date column. The source's words for "no end" mean here that there is no date. */
export function date(column: string): Decoder<DateReading> {
  return {
    type: 'Date',
    columns: [column],
    read(cells) {
      const cell = readDateCell(cells, column);
      return cell.state === 'date' ? cell.date : null;
    },
  };
}
