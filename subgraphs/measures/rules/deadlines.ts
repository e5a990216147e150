import { join } from 'node:path';
import { dateOf, dayNumber } from '../../../schema/local-date.ts';
import { workingDaysAfter, type WorkingCalendar } from '../../../schema/working-days.ts';
import type { Fields } from '../../reviewed/fields.ts';
import { readReviewedFile } from '../../reviewed/reviewed-file.ts';

/** Every period that this part of the gateway knows: of repair, of objections, and three that no rule names. */
const rules = [
  'REPAIR_NOTICE',
  'REPAIR_FORWARD',
  'REPAIR_ACCEPT',
  'REPAIR_DECIDE',
  'REPAIR_EXTEND',
  'REPAIR_TELL',
  'REPAIR_LIFT',
  'OBJECTION_ACKNOWLEDGE',
  'OBJECTION_MARK',
  'OBJECTION_FORWARD',
  'OBJECTION_ANSWER',
  'OBJECTION_EXTEND',
  'OBJECTION_CORRECT',
  'IMPLEMENTERS_TELL',
  'OBJECTOR_TELL',
  'RESTORATION',
  'ESCALATE_FURTHER',
  'ORDER_ACKNOWLEDGE',
  'ORDER_REPORT',
  'CONSULTATION_CONCLUDE',
] as const;

export type DeadlineRule = (typeof rules)[number];

export interface DeadlineRow {
  readonly rule: DeadlineRule;
  /** A department whose own rule differs; null: everybody else. */
  readonly department: string | null;
  readonly days: number;
  /** DAYS: calendar days; a last day that is not worked moves to the next working day (Civil Code s. 203). */
  readonly unit: 'WORKING_DAYS' | 'DAYS';
  readonly counted: string;
  readonly source: string;
  readonly edition: string | null;
  readonly verified: boolean;
  readonly remark: string | null;
}

/** The last day for something, with what it was reckoned from, so that it can be reckoned again. */
export interface Due {
  readonly rule: DeadlineRule;
  /** Local date; it is not counted. */
  readonly from: string;
  readonly days: number;
  readonly unit: DeadlineRow['unit'];
  readonly on: string;
  /** The holidays of a year that it reaches into were not announced when it was reckoned. */
  readonly provisional: boolean;
  /** Source and edition of the figure. */
  readonly source: string;
}

export type DeadlineRows = readonly DeadlineRow[];

/**
 * The periods in force: the reviewed file that ships, or the operator's own.
 * @throws ReviewedFileFaulty also when a rule has no row for everybody, or two rows for the same department.
 */
export function loadDeadlines(file: string = join(import.meta.dirname, 'deadlines.json')): DeadlineRows {
  return readReviewedFile(file, (fields) => {
    const rows = fields.list('rows', readRow);
    for (const rule of rules) {
      const named = rows.filter((row) => row.rule === rule).map((row) => row.department);
      if (!named.includes(null)) fields.fault(`has no ${rule} for everybody`);
      if (new Set(named).size !== named.length) fields.fault(`has ${rule} twice for the same department`);
    }
    return rows;
  });
}

function readRow(fields: Fields): DeadlineRow {
  return {
    rule: fields.oneOf('rule', rules),
    department: fields.textOrNull('department'),
    days: fields.whole('days', 1000),
    unit: fields.oneOf('unit', ['WORKING_DAYS', 'DAYS']),
    counted: fields.text('counted'),
    source: fields.text('source'),
    edition: fields.textOrNull('edition'),
    verified: fields.flag('verified'),
    remark: fields.textOrNull('remark'),
  };
}

/** What deadlines are reckoned with. */
export interface Reckoning {
  readonly deadlines: DeadlineRows;
  /** Absent: the calendar that ships. */
  readonly calendar?: WorkingCalendar;
}

/** Which period, and whose. */
export interface Period {
  readonly rule: DeadlineRule;
  /** Null: nobody's in particular. */
  readonly department: string | null;
}

/** The last day of a period for a department. @throws Error when the rows lack the rule, which the loader excludes. */
export function dueAfter(from: string, period: Period, reckoning: Reckoning): Due {
  return duesFrom(from, reckoning)(period);
}

/** The same for many departments from one day: each row is reckoned once. */
export function duesFrom(from: string, { deadlines, calendar }: Reckoning): (period: Period) => Due {
  const reckoned = new Map<DeadlineRow, Due>();
  return ({ rule, department }) => {
    const rows = deadlines.filter((row) => row.rule === rule);
    const row = rows.find((one) => one.department === department) ?? rows.find((one) => one.department === null);
    if (row === undefined) throw new Error(`No deadline row for ${rule}`);
    const { days, unit, source, edition } = row;
    const cited = edition === null ? source : `${source}, ${edition}`;
    const due = reckoned.get(row) ?? {
      rule,
      from,
      days,
      unit,
      source: cited,
      ...lastDay({ from, days, unit }, calendar),
    };
    reckoned.set(row, due);
    return due;
  };
}

/** A provisional deadline with the holidays known by now; any other is left as it was told. */
export function reckonedAgain(due: Due, { calendar }: Reckoning): Due {
  return due.provisional ? { ...due, ...lastDay(due, calendar) } : due;
}

/** Whether the last day is over. */
export function isOverdue(due: Due, today: string): boolean {
  return today > due.on;
}

function lastDay({ from, days, unit }: Pick<Due, 'from' | 'days' | 'unit'>, calendar?: WorkingCalendar) {
  if (unit === 'WORKING_DAYS') return workingDaysAfter(from, days, calendar);
  return workingDaysAfter(dateOf(dayNumber(from) + days), 0, calendar);
}
