import type { AcceptanceFacts, Handling } from './acceptance.ts';

/** What happened, in the past tense; `at` is an ISO instant in UTC. */
export type AcceptanceEvent = { readonly at: string; readonly by: string } & (
  | { readonly type: 'AcceptedWithGaps'; readonly facts: AcceptanceFacts }
  | {
      readonly type: 'DocumentsSupplemented';
      readonly documents: readonly { readonly material: string; readonly sha256: string }[];
    }
  | { readonly type: 'DecisionIssued'; readonly documentNumber: string }
  /** `workingDaysLeft`: after that day, up to and with the day on which they are due. */
  | { readonly type: 'Reminded'; readonly on: string; readonly workingDaysLeft: number }
  /** `since`: the first local day on which it is too late. */
  | { readonly type: 'UndertakingBroken'; readonly since: string }
  | { readonly type: 'ProcedureTerminated'; readonly handling: Handling; readonly reason: string }
);
