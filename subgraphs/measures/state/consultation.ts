import type { Due } from '../rules/deadlines.ts';

/** CARRY_OUT: the order stands. EXCUSED: the department need not. ADVISED: an opinion, nothing more. */
export type ConsultationOutcome = 'CARRY_OUT' | 'EXCUSED' | 'ADVISED';

/** A question between departments that the coordinator settles (触发反馈会商). */
export type Consultation = {
  readonly consultationId: string;
  /** The declined order that it is about; null: a question that a department asked. */
  readonly orderId: string | null;
  /** Department that asked or declined. */
  readonly department: string;
  readonly question: string;
  readonly openedAt: string;
} & (
  | { readonly status: 'OPEN'; readonly concludeBy: Due }
  | {
      readonly status: 'CONCLUDED';
      readonly closedAt: string;
      readonly outcome: ConsultationOutcome;
      readonly reasons: string;
    }
  /** A newer order, or the end of the measure, has settled the question. */
  | { readonly status: 'LAPSED'; readonly closedAt: string }
);
