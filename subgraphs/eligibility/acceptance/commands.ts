import type { Caller } from '../../../schema/caller.ts';
import type { CreditCode } from '../../../schema/credit-code.ts';
import type { Matter } from '../matters/matter.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Handling, Undertaking } from './acceptance.ts';

/** Who gives a command and when; `gateway` is this program itself, which no token can be. */
interface Stamp {
  readonly by: Caller | 'gateway';
  /** ISO instant, UTC. */
  readonly at: string;
  /** Local date of that instant. */
  readonly today: string;
}

/** The decision behind a receipt, as far as an acceptance needs it. */
export interface DecisionSeen {
  readonly receipt: string;
  readonly creditCode: CreditCode;
  readonly matter: string;
  readonly verdict: Verdict;
  /** Local date on which it was taken. */
  readonly decidedOn: string;
}

export type AcceptanceCommand = Stamp &
  (
    | {
        readonly type: 'acceptWithGaps';
        readonly acceptanceId: string;
        readonly creditCode: CreditCode;
        readonly matter: Matter;
        readonly caseNumber: string;
        readonly missing: readonly string[];
        readonly decision: DecisionSeen;
        readonly grounds: string | null;
        readonly undertaking: Undertaking;
      }
    | {
        readonly type: 'supplement';
        readonly documents: readonly { readonly material: string; readonly sha256: string }[];
      }
    | { readonly type: 'issue'; readonly documentNumber: string }
    | { readonly type: 'terminate'; readonly handling: Handling; readonly reason: string }
    /** By a timer: reminds, and notes broken undertakings; nothing twice. */
    | { readonly type: 'passTime' }
  );
