import type { Due } from '../rules/deadlines.ts';
import type { RecordClass } from '../rules/repair-rules.ts';
import type { Evidence } from './document.ts';

/** What an application has to bring (order 36): proof of correction and performance, the undertaking, what else the law asks. */
export interface RepairMaterials {
  readonly proofOfCorrection: readonly Evidence[];
  readonly undertaking: Evidence;
  readonly others: readonly Evidence[];
}

/** What the determining department has checked; a repair is granted only when all of it holds. */
export interface RepairConditions {
  /** The behaviour is corrected and every duty performed. */
  readonly dutiesPerformed: boolean;
  /** The public promise that the materials are true, with its liability, is given. */
  readonly undertakingGiven: boolean;
  readonly otherRequirementsMet: boolean;
}

interface AppliedRepair {
  readonly repairId: string;
  readonly appliedAt: string;
  /** Edition of the repair rules under which it is decided. */
  readonly edition: string;
  readonly recordClass: RecordClass;
  readonly repairableFrom: string;
  readonly materials: RepairMaterials;
  /** The applicant is told the result by then: a service level of its own beside the decision's. */
  readonly tellBy: Due;
}

/** An application for credit repair (信用修复). */
export type Repair = AppliedRepair &
  (
    | { readonly status: 'SUBMITTED'; readonly acceptBy: Due }
    | { readonly status: 'ACCEPTED'; readonly acceptedAt: string; readonly decideBy: Due; readonly extended: boolean }
    | {
        /** Refused on form, with all gaps named at once. */
        readonly status: 'REFUSED';
        readonly closedAt: string;
        readonly gaps: readonly string[];
        readonly barredUntil: string | null;
      }
    | { readonly status: 'GRANTED'; readonly closedAt: string; readonly reasons: string }
    | {
        readonly status: 'DENIED';
        readonly closedAt: string;
        readonly reasons: string;
        readonly barredUntil: string | null;
      }
    /** The measure ended before the decision. */
    | { readonly status: 'MOOT'; readonly closedAt: string }
  );
