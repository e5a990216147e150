import type { CreditCode } from '../../../schema/credit-code.ts';
import type { Deadline } from '../../../schema/working-days.ts';
import type { Matter } from '../matters/matter.ts';

/** What the organisation promised in writing: the words, and the signed file, which stays with the department. */
export interface Undertaking {
  readonly text: string;
  /** SHA-256 of the signed file. */
  readonly sha256: string;
}

/** The one notice of everything that is missing (一次性告知): nothing can be asked for later that it does not name. */
export interface Notice {
  readonly text: string;
  /** SHA-256 of the text. */
  readonly sha256: string;
}

export interface AcceptanceFacts {
  readonly acceptanceId: string;
  readonly creditCode: CreditCode;
  /** As the table had it on that day; later changes of the table do not reach it. */
  readonly matter: Matter;
  /** The department's own number of the application (受理号). */
  readonly caseNumber: string;
  /** The green channel decision on which it was accepted. */
  readonly receipt: string;
  /** Why a disputed case was accepted all the same; null: it was not disputed. */
  readonly grounds: string | null;
  readonly acceptedAt: string;
  /** Role of whoever accepted it, with an officer's department. */
  readonly acceptedBy: string;
  /** Codes of the materials that were missing on acceptance. */
  readonly missing: readonly string[];
  readonly supplemented: readonly Supplement[];
  readonly undertaking: Undertaking;
  readonly notice: Notice;
  readonly due: Deadline;
  /** Local dates on which somebody was reminded. */
  readonly remindedOn: readonly string[];
}

export interface Supplement {
  readonly material: string;
  /** SHA-256 of what was handed in. */
  readonly sha256: string;
  readonly at: string;
}

/** ENDED: the procedure is ended. WITHDRAWN: what was issued on account of the promise is withdrawn. */
export type Handling = 'ENDED' | 'WITHDRAWN';

/** An application accepted with documents outstanding (容缺受理). */
export type Acceptance =
  | { readonly status: 'ACCEPTED_WITH_GAPS'; readonly facts: AcceptanceFacts }
  | { readonly status: 'SUPPLEMENTED'; readonly facts: AcceptanceFacts; readonly supplementedAt: string }
  | {
      readonly status: 'ISSUED';
      readonly facts: AcceptanceFacts;
      readonly issuedAt: string;
      readonly documentNumber: string;
    }
  /** The promise is broken; what follows is for the department to say. */
  | { readonly status: 'OVERDUE'; readonly facts: AcceptanceFacts; readonly overdueSince: string }
  | {
      readonly status: 'TERMINATED';
      readonly facts: AcceptanceFacts;
      readonly overdueSince: string;
      readonly terminatedAt: string;
      readonly handling: Handling;
      readonly reason: string;
    };

/** Codes of the materials that are still outstanding. */
export function outstanding({ facts: { missing, supplemented } }: Acceptance): readonly string[] {
  return missing.filter((code) => !supplemented.some(({ material }) => material === code));
}
