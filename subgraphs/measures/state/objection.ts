import type { Due } from '../rules/deadlines.ts';
import type { Evidence } from './document.ts';

/** On what an objection can rest. */
export type ObjectionGround =
  'WRONG_SUBJECT' | 'WRONG_CONTENT' | 'PERIOD_WRONG' | 'SHOULD_HAVE_STOPPED' | 'NOT_LAWFUL' | 'MEASURE_MISAPPLIED';

/** ACCEPTING_DEPARTMENT: the organisation came to a counter (or complained), and an officer files it for it. */
export type ObjectionOrigin = 'ORGANISATION' | 'ACCEPTING_DEPARTMENT' | 'FOUND_BY_DEPARTMENT';

/** What a corrected record means for the measure. */
export type CorrectionEffect =
  { readonly kind: 'KEPT' } | { readonly kind: 'REDUCED'; readonly endsOn: string } | { readonly kind: 'LIFTED' };

/** A decision of a court or of a reviewing body that orders a stay. */
export interface Stay {
  readonly authority: string;
  readonly documentNumber: string;
  readonly decidedOn: string;
}

interface FiledObjection {
  readonly objectionId: string;
  readonly origin: ObjectionOrigin;
  /** Department that filed or found it; null: the organisation itself, or the coordinator at its counter. */
  readonly department: string | null;
  readonly ground: ObjectionGround;
  readonly statement: string;
  readonly evidence: readonly Evidence[];
  readonly filedAt: string;
  /** Implementer that raised it as a doubt, and need not carry out its order until it is accepted or rejected. */
  readonly heldBy: string | null;
}

export type ObjectionOutcome = 'UPHELD_RECORD' | 'CORRECTED' | 'WITHDRAWN';

export type Objection = FiledObjection &
  (
    | { readonly status: 'SUBMITTED'; readonly acceptBy: Due }
    | {
        readonly status: 'ACCEPTED';
        readonly acceptedAt: string;
        /** Whether the measure is suspended because of it. */
        readonly suspends: boolean;
        readonly stay: Stay | null;
        readonly answerBy: Due;
        readonly extended: boolean;
      }
    | { readonly status: 'REJECTED'; readonly closedAt: string; readonly reason: string }
    | {
        readonly status: 'DECIDED';
        readonly closedAt: string;
        readonly outcome: ObjectionOutcome;
        readonly effect: CorrectionEffect | null;
        readonly reasons: string;
        /** The objector is told by then; the answer is readable here from the moment of the decision. */
        readonly tellBy: Due;
        /** The department's own record is corrected or withdrawn by then; null: nothing to correct. */
        readonly correctBy: Due | null;
      }
    | { readonly status: 'OBJECTOR_WITHDREW'; readonly closedAt: string }
    /** The measure was revoked as an error meanwhile: there is nothing left to decide. */
    | { readonly status: 'MOOT'; readonly closedAt: string }
  );
