import { readFileSync } from 'node:fs';
// The data of chinese-days, not its functions: those read even a text YYYY-MM-DD in the time zone of the process, and
// are a day out in every zone west of Greenwich. Beyond their data they also answer Monday to Friday without a word.
import shipped from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { dayNumber, yearOf } from './local-date.ts';

/** Which days are worked. Dates are local dates of Asia/Shanghai, YYYY-MM-DD. */
export interface WorkingCalendar {
  /** Whether the holidays and make-up workdays of that year are known. */
  covers(year: number): boolean;
  /** In a year that is not covered: Monday to Friday, but for 1 January. */
  isWorking(on: string): boolean;
}

const shippedDays: ReadonlyMap<string, boolean> = new Map([
  ...Object.keys(shipped.holidays).map((on) => [on, false] as const),
  ...Object.keys(shipped.workdays).map((on) => [on, true] as const),
]);

/** Both days are holidays by law: a year whose data is complete names them. For 1.5.7 these are 2004 to 2026. */
const shippedYears: ReadonlySet<number> = new Set(
  [...shippedDays.keys()]
    .map(yearOf)
    .filter((year) => shippedDays.get(`${year}-01-01`) === false && shippedDays.get(`${year}-10-01`) === false),
);

/**
 * The calendar of the State Council's yearly notices: those that `chinese-days` ships, and those that the operator adds
 * when a notice comes out before a new release of the library.
 * @param extensionFile JSON, `{ "2027": { "holidays": ["2027-01-01"], "makeUpWorkdays": ["2027-02-06"] } }`. A year that
 * it names is taken from it alone; it may also name days of the December before, as notices for the New Year do.
 * @throws Error, for the operator, when the file cannot be read or does not say exactly that.
 */
export function loadWorkingCalendar(extensionFile?: string): WorkingCalendar {
  const added = extensionFile === undefined ? null : readExtension(extensionFile);
  const isAdded = (year: number): boolean => added?.years.has(year) ?? false;
  const covers = (year: number): boolean => isAdded(year) || shippedYears.has(year);
  return {
    covers,
    isWorking: (on) => {
      const year = yearOf(on);
      const announced = added?.days.get(on) ?? (isAdded(year) ? undefined : shippedDays.get(on));
      return announced ?? (isWeekday(on) && (covers(year) || !on.endsWith('-01-01')));
    },
  };
}

function isWeekday(on: string): boolean {
  // 1970-01-01 was a Thursday; the second remainder is for the days before it.
  const sinceMonday = (((dayNumber(on) + 3) % 7) + 7) % 7;
  return sinceMonday < 5;
}

/** What an extension file says: the years it knows, and each day that it names. */
interface Extension {
  readonly years: ReadonlySet<number>;
  readonly days: ReadonlyMap<string, boolean>;
}

function readExtension(file: string): Extension {
  const days = new Map<string, boolean>();
  const years = new Set<number>();
  for (const [year, entry] of Object.entries(readObject(file))) {
    if (!/^\d{4}$/.test(year)) throw faulty(file, `has the entry "${year}", which is not a year`);
    years.add(Number(year));
    for (const on of listOf(file, entry, year, 'holidays')) days.set(on, false);
    for (const on of listOf(file, entry, year, 'makeUpWorkdays')) {
      if (days.get(on) === false) throw faulty(file, `names ${on} both as a holiday and as a make-up workday`);
      days.set(on, true);
    }
  }
  return { years, days };
}

const faulty = (file: string, what: string, cause?: unknown): Error =>
  new Error(`The working calendar ${file} ${what}.`, cause === undefined ? undefined : { cause });

function readObject(file: string): object {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  } catch (cause) {
    throw faulty(file, 'cannot be read as JSON', cause);
  }
  throw faulty(file, 'is not a JSON object with one entry a year');
}

function listOf(file: string, entry: unknown, year: string, name: 'holidays' | 'makeUpWorkdays'): readonly string[] {
  const list: unknown = (entry as Partial<Record<typeof name, unknown>> | null)?.[name];
  if (!Array.isArray(list)) throw faulty(file, `has no list ${name} in ${year}`);
  return list.map((on: unknown) => {
    if (typeof on === 'string' && isDayOf(on, Number(year))) return on;
    throw faulty(file, `has ${JSON.stringify(on)} in the ${name} of ${year}, which is no day of that year`);
  });
}

function isDayOf(on: string, year: number): boolean {
  try {
    dayNumber(on);
  } catch {
    return false;
  }
  return yearOf(on) === year || on.startsWith(`${year - 1}-12-`);
}
