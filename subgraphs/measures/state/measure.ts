import type { CreditCode } from '../../../schema/credit-code.ts';
import type { CatalogueItem } from '../catalogue/catalogue-item.ts';
import type { Consultation } from './consultation.ts';
import type { Due } from '../rules/deadlines.ts';
import type { Determination, Evidence, SourceRecord, Term } from './document.ts';
import type { Escalation } from './escalation.ts';
import type { Objection } from './objection.ts';
import type { Implementation } from './order.ts';
import type { Repair } from './repair.ts';

/** The catalogue entry as it was on the day of the initiation; later changes of the catalogue do not reach it. */
export type ItemSnapshot = Pick<
  CatalogueItem,
  | 'code'
  | 'edition'
  | 'kind'
  | 'class'
  | 'title'
  | 'content'
  | 'legalBasis'
  | 'term'
  | 'objectionSuspends'
  | 'repairable'
>;

/** What is known of a measure whatever its status. */
export interface MeasureFacts {
  readonly measureId: string;
  readonly creditCode: CreditCode;
  readonly item: ItemSnapshot;
  /** Folder of the department that initiated it (发起部门). */
  readonly initiator: string;
  readonly initiatedAt: string;
  readonly determination: Determination;
  readonly sourceRecord: SourceRecord;
  /** Whether it was seen with the department that states it; absent: nobody looked. */
  readonly sourceConfirmed?: boolean;
  readonly cause: string;
  /** Why the measure is in proportion to its cause (过惩相当). */
  readonly proportionality: string | null;
  readonly evidence: readonly Evidence[];
  readonly term: Term;
  /** Day on which the first department had carried it out; null: none has. */
  readonly inForceSince: string | null;
  readonly implementations: readonly Implementation[];
  readonly objections: readonly Objection[];
  readonly consultations: readonly Consultation[];
  readonly repairs: readonly Repair[];
  readonly escalations: readonly Escalation[];
}

/** CORRECTED: an objection led to a correction after which the measure has no ground. */
export type LiftReason = 'EXPIRED' | 'REPAIRED' | 'WITHDRAWN' | 'CORRECTED';

export type Restoration =
  | { readonly status: 'OPEN'; readonly dueBy: Due }
  | { readonly status: 'CLOSED'; readonly closedAt: string; readonly evidence: readonly Evidence[] };

/**
 * NOTIFIED: its implementers are told, none has carried it out. IN_FORCE: at least one has. SUSPENDED: at least one
 * objection that suspends it is undecided. LIFTED: over. REVOKED: was an error from the beginning.
 */
export type Measure =
  | { readonly status: 'NOTIFIED'; readonly facts: MeasureFacts }
  | { readonly status: 'IN_FORCE'; readonly facts: MeasureFacts }
  | { readonly status: 'SUSPENDED'; readonly facts: MeasureFacts; readonly since: string }
  | {
      readonly status: 'LIFTED';
      readonly facts: MeasureFacts;
      readonly reason: LiftReason;
      readonly liftedAt: string;
    }
  | {
      readonly status: 'REVOKED';
      readonly facts: MeasureFacts;
      readonly reason: string;
      readonly revokedAt: string;
      readonly restoration: Restoration;
    };

/** NONE: nothing has happened under this id. */
export type MeasureState = { readonly status: 'NONE' } | Measure;

export const noMeasure: MeasureState = { status: 'NONE' };

export type RunningMeasure = Extract<Measure, { status: 'NOTIFIED' | 'IN_FORCE' | 'SUSPENDED' }>;

/** Whether the measure is neither lifted nor revoked. */
export function isRunning(measure: Measure): measure is RunningMeasure {
  return measure.status !== 'LIFTED' && measure.status !== 'REVOKED';
}

/** The same measure with other facts. */
export function withFacts<M extends Measure>(measure: M, facts: Partial<MeasureFacts>): M {
  return { ...measure, facts: { ...measure.facts, ...facts } };
}

/** Whether a department has raised a doubt that nobody has taken up yet; where a court ordered, doubt holds nothing. */
export function isOnHold({ facts }: Measure, department: string): boolean {
  const doubted = facts.objections.some(({ status, heldBy }) => status === 'SUBMITTED' && heldBy === department);
  return facts.item.objectionSuspends && doubted;
}

/** Whether it is in force on a local date: told by its days, so that an ended term counts as ended before any timer fires. */
export function isInForce(measure: Measure, today: string): boolean {
  const { startsOn, endsOn } = measure.facts.term;
  return measure.status === 'IN_FORCE' && startsOn <= today && (endsOn === null || today <= endsOn);
}
