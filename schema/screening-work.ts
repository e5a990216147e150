/** What gateway and eligibility tell each other about batches, as JSON in two fields that no client sees. */
import type { CallerClaims } from './read-caller.ts';

/** Organisations of one batch that the gateway is to have decided before somebody else may take them. */
export interface ScreeningClaim {
  readonly jobId: string;
  /** In whose name decisions are taken. */
  readonly caller: CallerClaims;
  readonly matter: string;
  readonly on: string;
  readonly items: readonly ScreeningItem[];
}

export interface ScreeningItem {
  readonly position: number;
  readonly creditCode: string;
  /** Under which the decision is asked for, however often. */
  readonly idempotencyKey: string;
}

/** Nothing to do now; when there may be, in milliseconds of the epoch; null: nothing is known to come. */
export interface ScreeningPause {
  readonly nextAtMs: number | null;
}

export interface ScreeningReport {
  readonly jobId: string;
  readonly outcomes: readonly ScreeningOutcome[];
  readonly waiting: readonly DepartmentWait[];
}

export type ScreeningOutcome =
  | { readonly position: number; readonly kind: 'decided'; readonly receipt: string }
  /** Departments have no room for it before this moment. */
  | { readonly position: number; readonly kind: 'waits'; readonly untilMs: number }
  | { readonly position: number; readonly kind: 'failed'; readonly fault: string };

export interface DepartmentWait {
  readonly department: string;
  /** ISO instant. */
  readonly until: string;
}

/** Of the caller that gateways are to eligibility; a role that no client's token opens this with. */
export const screeningWorker = 'gateway:screening';
