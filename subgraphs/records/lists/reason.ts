import type { RecordGiven } from '../sections.ts';

export type Verdict = 'EXCLUDED' | 'UNDETERMINED' | 'CLEAR';

/** Why a candidate is excluded from a red list, an exit is due, or neither can be told. */
export interface ListReason {
  readonly kind:
    | 'ADVERSE_LISTING'
    | 'ADVERSE_RECORD'
    | 'RECORD_UNDATED'
    | 'RECORD_DISPUTED'
    | 'RECORD_CLEARED'
    | 'STATUS_EXCLUDED'
    | 'STATUS_UNKNOWN'
    | 'TERM_OVER'
    | 'DEPARTMENT_SILENT'
    | 'DEPARTMENT_STALE'
    | 'DEPARTMENT_INCOMPLETE';
  /** Null: it decides nothing. */
  readonly speaksFor: Verdict | null;
  readonly department?: string;
  readonly record?: RecordGiven;
  readonly status?: string | null;
  readonly nextExpected?: string | null;
}

/** What is certain against the candidate comes before what is not known; only where neither is, it is clear. */
export function verdictOf(reasons: readonly ListReason[]): Verdict {
  if (reasons.some(({ speaksFor }) => speaksFor === 'EXCLUDED')) return 'EXCLUDED';
  return reasons.some(({ speaksFor }) => speaksFor === 'UNDETERMINED') ? 'UNDETERMINED' : 'CLEAR';
}
