import type { CreditCode } from '../../../schema/credit-code.ts';
import type { SourceRecord } from './document.ts';

/** What the department that states a source record has of it, as seen before the measure is decided on. */
export type SourceSeen =
  /** The department has this record of this organisation. */
  | {
      readonly outcome: 'FOUND';
      readonly effect: 'ADVERSE' | 'POSITIVE' | 'NEUTRAL';
      readonly state: 'VALID' | 'ENDED' | 'REVOKED';
    }
  /** It has answered, and has no such record of this organisation. */
  | { readonly outcome: 'NOT_FOUND' }
  /** It is connected and does not answer; `retryAt` is when it is expected to, null: not known. */
  | { readonly outcome: 'SILENT'; readonly retryAt: string | null }
  /** Nobody here can ask it: it is not connected, has no folder, or is asked by another process. */
  | { readonly outcome: 'OUT_OF_REACH' };

/** Looks for the record that a measure is to rest on. Asks the department where nothing else will do. */
export type ConfirmSource = (creditCode: CreditCode, source: SourceRecord) => Promise<SourceSeen>;
