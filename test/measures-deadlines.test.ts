import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkingCalendar } from '../schema/working-days.ts';
import {
  dueAfter,
  isOverdue,
  loadDeadlines,
  reckonedAgain,
  type DeadlineRule,
} from '../subgraphs/measures/rules/deadlines.ts';
import { endOfDay, localDay } from '../subgraphs/measures/rules/local-day.ts';

const deadlines = loadDeadlines();
const folder = mkdtempSync(join(tmpdir(), 'deadlines-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rowOf = (days: number) => deadlines.map((row) => (row.rule === 'OBJECTION_ANSWER' ? { ...row, days } : row));
const due = (from: string, rule: DeadlineRule, department: string | null = null) =>
  dueAfter(from, { rule, department }, { deadlines });

describe('the thirteen vectors of the working calendar, as answers to objections', () => {
  test.each([
    ['2018-01-12', 7, '2018-01-23', false],
    ['2018-02-09', 7, '2018-02-24', false],
    ['2018-09-21', 7, '2018-10-08', false],
    ['2025-01-20', 7, '2025-02-05', false],
    ['2025-09-26', 7, '2025-10-13', false],
    ['2025-12-29', 3, '2026-01-04', false],
    ['2026-02-12', 7, '2026-02-28', false],
    ['2026-02-13', 7, '2026-03-02', false],
    ['2026-04-30', 3, '2026-05-08', false],
    ['2026-09-18', 7, '2026-09-29', false],
    ['2026-09-30', 10, '2026-10-20', false],
    ['2026-11-20', 7, '2026-12-01', false],
    ['2026-12-28', 7, '2027-01-07', true],
  ])('from %s, %i working days end on %s (provisional: %s)', (from, days, on, provisional) => {
    const answer = dueAfter(from, { rule: 'OBJECTION_ANSWER', department: null }, { deadlines: rowOf(days) });
    expect(answer).toMatchObject({ from, days, on, provisional });
  });
});

describe('every row of the repair rules (from Thursday 2026-04-30, before the May holidays)', () => {
  test.each<[DeadlineRule, string]>([
    ['REPAIR_NOTICE', '2026-04-30'],
    ['REPAIR_FORWARD', '2026-05-06'],
    ['REPAIR_ACCEPT', '2026-05-08'],
    ['REPAIR_DECIDE', '2026-05-13'],
    ['REPAIR_EXTEND', '2026-05-18'],
    ['REPAIR_TELL', '2026-05-18'],
    ['REPAIR_LIFT', '2026-04-30'],
  ])('%s ends on %s', (rule, on) => {
    expect(due('2026-04-30', rule)).toMatchObject({ on, provisional: false });
  });

  test('acceptance, decision, extension and answer have the figures of order 36', () => {
    const figures = (rule: DeadlineRule) => deadlines.find((row) => row.rule === rule)!;
    for (const [rule, days] of [
      ['REPAIR_ACCEPT', 3],
      ['REPAIR_DECIDE', 7],
      ['REPAIR_EXTEND', 10],
      ['REPAIR_TELL', 10],
    ] as const)
      expect(figures(rule)).toMatchObject({ days, unit: 'WORKING_DAYS', edition: '2026-04-01', verified: true });
    expect(figures('REPAIR_FORWARD').verified).toBe(false);
  });
});

describe('every row of the objection rules (from Saturday 2026-10-10, a make-up workday)', () => {
  test.each<[DeadlineRule, string]>([
    ['OBJECTION_ACKNOWLEDGE', '2026-10-10'],
    ['OBJECTION_MARK', '2026-10-12'],
    ['OBJECTION_FORWARD', '2026-10-12'],
    ['OBJECTION_ANSWER', '2026-10-20'],
    ['OBJECTION_EXTEND', '2026-10-23'],
    ['OBJECTION_CORRECT', '2026-10-14'],
    ['IMPLEMENTERS_TELL', '2026-10-12'],
    ['OBJECTOR_TELL', '2026-10-12'],
    ['RESTORATION', '2026-10-16'],
    ['ESCALATE_FURTHER', '2026-10-14'],
  ])('%s ends on %s', (rule, on) => {
    expect(due('2026-10-10', rule)).toMatchObject({ on, provisional: false });
  });

  test('the court has its own fifteen days, which are calendar days and end on a working day', () => {
    expect(due('2026-09-11', 'OBJECTION_ANSWER', 'court')).toMatchObject({ on: '2026-09-28', unit: 'DAYS', days: 15 });
    expect(due('2026-09-11', 'OBJECTION_ANSWER', 'finance')).toMatchObject({ on: '2026-09-21', unit: 'WORKING_DAYS' });
    expect(due('2026-09-11', 'OBJECTION_ANSWER', 'court').source).toContain('法释');
  });
});

describe('a provisional deadline', () => {
  test('is reckoned again once the holidays are announced, an exact one never', () => {
    const told = due('2026-12-28', 'OBJECTION_ANSWER');
    expect(told).toMatchObject({ on: '2027-01-07', provisional: true });
    const file = join(folder, 'calendar.json');
    writeFileSync(file, '{"2027":{"holidays":["2027-01-01","2027-01-04","2027-01-05"],"makeUpWorkdays":[]}}');
    const reckoning = { deadlines, calendar: loadWorkingCalendar(file) };
    expect(reckonedAgain(told, reckoning)).toMatchObject({ on: '2027-01-11', provisional: false });
    const exact = due('2026-09-18', 'OBJECTION_ANSWER');
    expect(reckonedAgain(exact, reckoning)).toBe(exact);
  });

  test('is missed only when its last day is over', () => {
    const told = due('2026-09-18', 'OBJECTION_ANSWER');
    expect(isOverdue(told, '2026-09-29')).toBe(false);
    expect(isOverdue(told, '2026-09-30')).toBe(true);
  });
});

describe('a deadline file of the operator', () => {
  const write = (rows: unknown): string => {
    const file = join(folder, 'deadlines.json');
    writeFileSync(file, JSON.stringify({ rows }));
    return file;
  };

  test('is refused when a rule is missing or doubled', () => {
    expect(() => loadDeadlines(write(deadlines.filter(({ rule }) => rule !== 'REPAIR_ACCEPT')))).toThrow(
      'has no REPAIR_ACCEPT for everybody',
    );
    expect(() => loadDeadlines(write([...deadlines, deadlines[0]]))).toThrow('twice for the same department');
    expect(() => loadDeadlines(write([{ ...deadlines[0], days: -1 }]))).toThrow('days is not a whole number');
  });

  test('changes the figures', () => {
    const changed = loadDeadlines(write(deadlines.map((row) => ({ ...row, days: 1 }))));
    expect(dueAfter('2026-04-30', { rule: 'REPAIR_DECIDE', department: null }, { deadlines: changed }).on).toBe(
      '2026-05-06',
    );
  });
});

test('a local day begins and ends at midnight in Shanghai', () => {
  expect(localDay('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
  expect(localDay('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
  expect(endOfDay('2026-03-01')).toBe('2026-03-01T16:00:00.000Z');
  expect(() => localDay('yesterday')).toThrow(RangeError);
});
