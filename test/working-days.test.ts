import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArgumentInvalid } from '../schema/errors.ts';
import { addMonths, isWorkingDay, loadWorkingCalendar, workingDaysAfter } from '../schema/working-days.ts';

const deadlines: [start: string, days: number, last: string][] = [
  ['2018-01-12', 7, '2018-01-23'],
  ['2018-02-09', 7, '2018-02-24'],
  ['2018-09-21', 7, '2018-10-08'],
  ['2025-01-20', 7, '2025-02-05'],
  ['2025-09-26', 7, '2025-10-13'],
  ['2025-12-29', 3, '2026-01-04'],
  ['2026-02-12', 7, '2026-02-28'],
  ['2026-02-13', 7, '2026-03-02'],
  ['2026-04-30', 3, '2026-05-08'],
  ['2026-09-18', 7, '2026-09-29'],
  ['2026-09-30', 10, '2026-10-20'],
  ['2026-11-20', 7, '2026-12-01'],
];

const directory = mkdtempSync(join(tmpdir(), 'working-days-'));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
const extensionOf = (content: string): string => {
  files += 1;
  const file = join(directory, `calendar-${files}.json`);
  writeFileSync(file, content);
  return file;
};

function* daysOf(year: number): Generator<string> {
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 86_400_000)
    yield new Date(ms).toISOString().slice(0, 10);
}

describe('a deadline in working days', () => {
  test.each(deadlines)('from %s, %i days, ends on %s exactly', (start, days, on) => {
    expect(workingDaysAfter(start, days)).toEqual({ on, provisional: false });
  });

  test('zero days end on the same day, or on the next working day', () => {
    expect(workingDaysAfter('2026-04-30', 0)).toEqual({ on: '2026-04-30', provisional: false });
    expect(workingDaysAfter('2026-05-01', 0)).toEqual({ on: '2026-05-06', provisional: false });
    expect(workingDaysAfter('2026-05-09', 0)).toEqual({ on: '2026-05-09', provisional: false });
  });

  test.each([
    [2018, 250],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days, make-up weekends included', (year, count) => {
    expect([...daysOf(year)].filter((on) => isWorkingDay(on).working)).toHaveLength(count);
  });

  test('the calendar covers 2004 to 2026', () => {
    const calendar = loadWorkingCalendar();
    const covered = Array.from({ length: 60 }, (_, at) => 1990 + at).filter((year) => calendar.covers(year));
    expect(covered).toEqual(Array.from({ length: 23 }, (_, at) => 2004 + at));
  });
});

describe('a year whose holidays are not announced', () => {
  test('makes a deadline that reaches into it provisional, with 1 January off', () => {
    expect(workingDaysAfter('2026-12-28', 7)).toEqual({ on: '2027-01-07', provisional: true });
    expect(workingDaysAfter('2027-09-28', 7)).toEqual({ on: '2027-10-07', provisional: true });
    expect(workingDaysAfter('2003-05-30', 1)).toEqual({ on: '2003-06-02', provisional: true });
  });

  test('leaves a deadline exact that ends just before it or starts on its last day', () => {
    expect(workingDaysAfter('2026-12-28', 3)).toEqual({ on: '2026-12-31', provisional: false });
    expect(workingDaysAfter('2003-12-31', 1)).toEqual({ on: '2004-01-02', provisional: false });
  });

  test('is marked day by day', () => {
    expect(isWorkingDay('2027-10-01')).toEqual({ working: true, provisional: true });
    expect(isWorkingDay('2027-01-01')).toEqual({ working: false, provisional: true });
    expect(isWorkingDay('2026-10-01')).toEqual({ working: false, provisional: false });
    expect(isWorkingDay('2026-10-10')).toEqual({ working: true, provisional: false });
    expect(isWorkingDay('1969-12-28')).toEqual({ working: false, provisional: true });
  });
});

describe('an extension file', () => {
  const content = {
    2027: { holidays: ['2026-12-31', '2027-01-01', '2027-01-04', '2027-10-01'], makeUpWorkdays: ['2027-01-02'] },
  };

  test('makes deadlines in the years that it covers exact', () => {
    const calendar = loadWorkingCalendar(extensionOf(`\uFEFF${JSON.stringify(content)}`));
    expect(workingDaysAfter('2026-12-28', 7, calendar)).toEqual({ on: '2027-01-08', provisional: false });
    expect(isWorkingDay('2027-01-02', calendar)).toEqual({ working: true, provisional: false });
    expect(isWorkingDay('2027-10-01', calendar)).toEqual({ working: false, provisional: false });
    expect(isWorkingDay('2028-01-03', calendar)).toEqual({ working: true, provisional: true });
    expect(workingDaysAfter('2026-09-18', 7, calendar)).toEqual({ on: '2026-09-29', provisional: false });
  });

  test('replaces a year that the library also has', () => {
    const calendar = loadWorkingCalendar(extensionOf('{"2026":{"holidays":["2026-01-01"],"makeUpWorkdays":[]}}'));
    expect(isWorkingDay('2026-10-01', calendar)).toEqual({ working: true, provisional: false });
  });

  test.each([
    ['no JSON', '{', 'cannot be read as JSON'],
    ['a list', '[]', 'is not a JSON object'],
    ['an entry that is no year', '{"next":{}}', 'not a year'],
    ['a year without lists', '{"2027":{"holidays":["2027-01-01"]}}', 'no list makeUpWorkdays in 2027'],
    ['an entry that is nothing', '{"2027":null}', 'no list holidays in 2027'],
    ['an impossible day', '{"2027":{"holidays":["2027-02-30"],"makeUpWorkdays":[]}}', 'no day of that year'],
    ['a day of another year', '{"2027":{"holidays":["2028-01-01"],"makeUpWorkdays":[]}}', 'no day of that year'],
    ['a day in both lists', '{"2027":{"holidays":["2027-01-01"],"makeUpWorkdays":["2027-01-01"]}}', 'both'],
  ])('with %s is refused, and the file is named', (_, text, what) => {
    const file = extensionOf(text);
    expect(() => loadWorkingCalendar(file)).toThrow(file);
    expect(() => loadWorkingCalendar(file)).toThrow(what);
  });

  test('that does not exist is refused', () => {
    expect(() => loadWorkingCalendar(join(directory, 'missing.json'))).toThrow('cannot be read');
  });
});

describe('months', () => {
  test.each([
    ['2026-11-30', 3, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-15', 36, '2029-01-15'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-05-20', 0, '2026-05-20'],
  ])('%s and %i months is %s', (on, months, end) => {
    expect(addMonths(on, months)).toBe(end);
  });
});

describe('what is no date or no number is refused', () => {
  const notDates = [
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-5',
    '20260105',
    '2026-01-05T00:00:00Z',
    ' 2026-01-05',
    '',
    '+12026-01-05',
  ];
  test.each(notDates)('"%s"', (on) => {
    expect(() => workingDaysAfter(on, 1)).toThrow(ArgumentInvalid);
    expect(() => isWorkingDay(on)).toThrow(ArgumentInvalid);
    expect(() => addMonths(on, 1)).toThrow(ArgumentInvalid);
  });

  test('a Date object or nothing at all', () => {
    for (const on of [new Date(), undefined, null, 20260105]) {
      expect(() => isWorkingDay(on as unknown as string)).toThrow(ArgumentInvalid);
    }
  });

  test.each([-1, 1.5, NaN, Infinity, 100_000])('%d working days', (days) => {
    expect(() => workingDaysAfter('2026-01-05', days)).toThrow(ArgumentInvalid);
  });

  test('a period that leaves the four-digit years', () => {
    expect(() => workingDaysAfter('9999-12-31', 1)).toThrow(ArgumentInvalid);
    expect(() => addMonths('9999-12-31', 1)).toThrow(ArgumentInvalid);
    expect(() => addMonths('0001-01-01', -1)).toThrow(ArgumentInvalid);
    expect(() => addMonths('2026-01-05', 0.5)).toThrow(ArgumentInvalid);
  });
});

test.each(['America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'])(
  'plain Node in the time zone %s counts the same days',
  (zone) => {
    const script = `import { workingDaysAfter } from './schema/working-days.ts';
    console.log(JSON.stringify(${JSON.stringify(deadlines)}.map(([start, days]) => workingDaysAfter(start, days).on)));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual(deadlines.map(([, , last]) => last));
  },
);
