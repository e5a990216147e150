import type { SourceState } from '../../connector/section.ts';
import type { RecordSeen } from './input.ts';

/** In the order of precedence: where several apply, the first. */
export const verdicts = ['UNDETERMINED', 'DISPUTED', 'NOT_ELIGIBLE', 'ELIGIBLE'] as const;
export type Verdict = (typeof verdicts)[number];

/** A record among the reasons. */
export type NamedRecord = Pick<
  RecordSeen,
  'id' | 'recordKind' | 'severity' | 'documentNumber' | 'documentOn' | 'authority' | 'state' | 'validUntil' | 'openTo'
> & { readonly department: string };

/** Why an adverse record is not counted. */
export type NotCounted = 'REVOKED' | 'WITHDRAWN' | 'REPAIRED' | 'SEVERITY' | 'KIND' | 'OUTSIDE_WINDOW';

type About =
  | { readonly kind: 'NO_RULE' }
  | { readonly kind: 'MATTER_CLOSED'; readonly matter: string; readonly because: string }
  /** ABSENT: not even its subgraph had anything to say. */
  | {
      readonly kind: 'DEPARTMENT_SILENT';
      readonly department: string;
      readonly state: Exclude<SourceState, 'ANSWERED' | 'STALE'> | 'ABSENT';
      readonly nextExpected: string | null;
    }
  | {
      readonly kind: 'DEPARTMENT_STALE';
      readonly department: string;
      readonly ageHours: number | null;
      readonly toleratedHours: number;
      readonly nextExpected: string | null;
    }
  | {
      readonly kind: 'DEPARTMENT_INCOMPLETE';
      readonly department: string;
      readonly rejectedRows: number;
      readonly unlinkedAdverseRows: number;
    }
  | { readonly kind: 'POSITIVE_RECORD'; readonly record: NamedRecord; readonly until: string | null }
  | { readonly kind: 'CLEAN_YEARS'; readonly since: string }
  | { readonly kind: 'RECORD_IN_WINDOW'; readonly record: NamedRecord; readonly leavesOn: string }
  | { readonly kind: 'RECORD_OPEN'; readonly record: NamedRecord }
  | { readonly kind: 'RECORD_UNDATED'; readonly record: NamedRecord }
  | { readonly kind: 'RECORD_DISPUTED'; readonly record: NamedRecord; readonly objectionId: string }
  | { readonly kind: 'RECORD_NOT_COUNTED'; readonly record: NamedRecord; readonly because: NotCounted }
  | { readonly kind: 'ESTABLISHED_UNKNOWN'; readonly establishedOn: string | null }
  | { readonly kind: 'TOO_YOUNG'; readonly establishedOn: string; readonly oldEnoughOn: string }
  | { readonly kind: 'STATUS_UNKNOWN'; readonly status: string | null }
  | { readonly kind: 'STATUS_EXCLUDED'; readonly status: string }
  | {
      readonly kind: 'MEASURE_IN_FORCE' | 'MEASURE_SUSPENDED' | 'MEASURE_NOTIFIED';
      readonly measureId: string;
      readonly itemCode: string;
      readonly endsOn: string | null;
    }
  | {
      readonly kind: 'UNDERTAKING_BROKEN';
      readonly acceptanceId: string;
      readonly brokenOn: string;
      /** Last day on which it excludes; null: for good. */
      readonly barredUntil: string | null;
    };

/** Null for what was looked at and decides nothing. */
export type SpeaksFor = Verdict | null;

/** One thing that was looked at, under which clause, and what it speaks for. */
export type Reason = About & {
  /** Id of the rule's clause; null only where there is no rule. */
  readonly clause: string | null;
  readonly speaksFor: SpeaksFor;
};

/** What would make the answer another one, or might. */
export type Change =
  | { readonly kind: 'ASK_AGAIN'; readonly department: string; readonly at: string | null }
  | { readonly kind: 'ROWS_SETTLED'; readonly department: string }
  | { readonly kind: 'CONNECT_DEPARTMENT'; readonly department: string }
  | { readonly kind: 'RECORD_LEAVES_WINDOW'; readonly record: NamedRecord; readonly on: string }
  | { readonly kind: 'RECORD_ENDS'; readonly record: NamedRecord; readonly on: string | null }
  | { readonly kind: 'RECORD_REPAIRED'; readonly record: NamedRecord }
  | { readonly kind: 'RECORD_DATED'; readonly record: NamedRecord }
  | { readonly kind: 'OBJECTION_DECIDED'; readonly objectionId: string | null; readonly measureId: string | null }
  | { readonly kind: 'OLD_ENOUGH'; readonly on: string }
  | { readonly kind: 'REGISTER_SAYS'; readonly what: 'STATUS' | 'ESTABLISHED_ON' }
  | { readonly kind: 'MEASURE_ENDS'; readonly measureId: string; readonly on: string | null }
  | { readonly kind: 'BAR_ENDS'; readonly acceptanceId: string; readonly on: string | null }
  | { readonly kind: 'RULE_ADDED' };

/** How far a department's section was relied on. */
export type Reliance = 'RELIED_ON' | 'SILENT' | 'TOO_OLD' | 'INCOMPLETE';

export interface SectionAge {
  readonly department: string;
  readonly mandatory: boolean;
  readonly state: SourceState | 'ABSENT';
  readonly asOf: string | null;
  /** Whole hours, rounded down; null: not known. */
  readonly ageHours: number | null;
  readonly reliance: Reliance;
}

export interface Outcome {
  readonly verdict: Verdict;
  /** Edition of the rule; null: none is known for the day. */
  readonly edition: string | null;
  readonly reasons: readonly Reason[];
  readonly wouldChange: readonly Change[];
  readonly sections: readonly SectionAge[];
}
