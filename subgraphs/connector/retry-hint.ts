import { DepartmentError, type DepartmentFacts } from '../../schema/errors.ts';

/** How long after an unexplained failure asking again makes sense, in milliseconds: longer than it is remembered. */
const LATER_MS = 5000;

type Class = new (facts: DepartmentFacts, cause?: unknown) => DepartmentError;

/** A department's failure with a moment to ask again, where it does not announce one itself. */
export function withRetryHint(error: unknown, nowMs: number): unknown {
  if (!(error instanceof DepartmentError)) return error;
  const { nextExpected, retryAt } = error.facts;
  if (nextExpected !== undefined || retryAt !== undefined) return error;
  const facts = { ...error.facts, retryAt: new Date(nowMs + LATER_MS).toISOString() };
  return new (error.constructor as Class)(facts, error.cause);
}
