import { ArgumentInvalid } from '../../../schema/errors.ts';
import { dayNumber } from '../../../schema/local-date.ts';
import type { Effect, RecordState, Severity } from '../../connector/connector.ts';
import { spanOf } from '../../eligibility/verdict/days.ts';
import type { RecordGiven } from '../sections.ts';

/** What a client wants to see; left out or null: whatever it is. */
export interface RecordFilter {
  readonly effect?: readonly Effect[] | null;
  readonly severity?: readonly Severity[] | null;
  readonly state?: readonly RecordState[] | null;
  readonly inForce?: boolean | null;
  /** Days of the document, both included. */
  readonly from?: string | null;
  readonly until?: string | null;
  readonly department?: readonly string[] | null;
}

/** Departments of which records are wanted. @throws ArgumentInvalid for one that has no folder. */
export function wantedDepartments({ department }: RecordFilter, departments: readonly string[]): readonly string[] {
  if (department == null) return departments;
  const unknown = department.find((one) => !departments.includes(one));
  if (unknown === undefined) return [...new Set(department)];
  throw new ArgumentInvalid('department names no department.', 'Take the names from `departments`.', {
    argument: 'department',
  });
}

/** @throws ArgumentInvalid when a day is none, or the period is reversed. */
export function checkPeriod({ from, until }: RecordFilter): void {
  if (from != null) checkDay('from', from);
  if (until != null) checkDay('until', until);
  if (from == null || until == null || from <= until) return;
  throw new ArgumentInvalid('from is later than until.', 'Give the earlier day as from.', { argument: 'from' });
}

function checkDay(argument: string, day: string): void {
  try {
    dayNumber(day);
  } catch {
    throw new ArgumentInvalid(`${argument} is no day.`, 'Give a day as 2026-07-01.', { argument });
  }
}

/**
 * Whether a record is wanted; null: it fits as far as can be told, but has no date, or no class, by which to tell. A
 * document dated to the month or year fits a period that any of its days lies in.
 */
export function fits(record: RecordGiven, filter: RecordFilter): boolean | null {
  const { effect, inForce, severity, state } = filter;
  if (effect != null && !effect.includes(record.effect)) return false;
  if (state != null && !state.includes(record.state)) return false;
  if (inForce != null && inForce !== record.inForce) return false;
  const [classed, dated] = [fitsClass(record, severity), fitsPeriod(record, filter)];
  if (classed === false || dated === false) return false;
  return classed === null || dated === null ? null : true;
}

/** Only adverse records have a class; one that its department did not class may be any. */
function fitsClass({ effect, severity }: RecordGiven, wanted: RecordFilter['severity']): boolean | null {
  if (wanted == null) return true;
  if (effect !== 'ADVERSE') return false;
  return severity === null ? null : wanted.includes(severity);
}

function fitsPeriod({ documentOn }: RecordGiven, { from, until }: RecordFilter): boolean | null {
  if (from == null && until == null) return true;
  const span = spanOf(documentOn);
  if (span === null) return null;
  return (from == null || span.last >= from) && (until == null || span.first <= until);
}
