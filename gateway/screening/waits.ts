import type { DepartmentWait } from '../../schema/screening-work.ts';
import type { AskAnswer } from './screening-ports.ts';

/** Departments that had no room for organisations, or are closed for a while: until when, by organisation and in all. */
export interface Waits {
  /** Milliseconds of the epoch, by credit code. */
  readonly untilMsOf: ReadonlyMap<string, number>;
  readonly departments: readonly DepartmentWait[];
}

const passing = new Set(['DEPARTMENT_BUSY', 'DEPARTMENT_MAINTENANCE']);
/** Where a department does not say until when, and the least that is waited: nothing is asked over and over. */
const untilUnknownMs = 60_000;
const leastMs = 1000;

/**
 * Who has to wait, out of what the departments' sections said. A department that is dead is not waited for: the verdict
 * says that it was silent.
 */
export function readWaits({ data, errors, warnings }: AskAnswer, nowMs: number): Waits {
  const organisations = (data?.['organisations'] ?? []) as readonly ({ readonly creditCode: string } | null)[];
  const told = [
    ...errors.map(({ extensions, path }) => ({
      ...extensions,
      creditCode: organisations[Number(path?.[1])]?.creditCode,
    })),
    ...(warnings as readonly Told[]),
  ] as readonly Told[];
  const busy = told.filter(({ code }) => passing.has(code ?? ''));
  const until = new Map<string, number>();
  for (const one of busy) {
    const { department = '' } = one;
    until.set(department, Math.min(until.get(department) ?? Number.POSITIVE_INFINITY, endOf(one, nowMs)));
  }
  const untilMsOf = new Map<string, number>();
  for (const { creditCode, department = '' } of busy) {
    if (creditCode !== undefined)
      untilMsOf.set(creditCode, Math.max(untilMsOf.get(creditCode) ?? 0, until.get(department)!));
  }
  return {
    untilMsOf,
    departments: [...until].map(([department, ms]) => ({ department, until: new Date(ms).toISOString() })),
  };
}

interface Told {
  readonly code?: string;
  readonly department?: string;
  readonly creditCode?: string | undefined;
  readonly retryAt?: string;
  readonly nextExpected?: string;
}

function endOf({ nextExpected, retryAt }: Told, nowMs: number): number {
  const endMs = Date.parse(retryAt ?? nextExpected ?? '');
  return Math.max(nowMs + leastMs, Number.isNaN(endMs) ? nowMs + untilUnknownMs : endMs);
}
