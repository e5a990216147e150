import type { CreditCode } from '../../schema/credit-code.ts';
import type { DropReason, Effect, RecordState, Severity } from './connector.ts';
import type { DatePrecision } from './decoders/dates.ts';
import type { RejectReason } from './decoders/decoder.ts';
import type { InternalIdReading } from './directory.ts';
import type { LinkedBy } from './keys.ts';
import type { LegacyRow } from './legacy-row.ts';
import type { UnlinkedReason } from './link.ts';
import type { StatedFact } from './stated.ts';

/** What a row states about an organisation, in the uniform terms of all departments. Amounts in whole fen. */
export interface Fact {
  readonly rowRef: string;
  readonly creditCode: CreditCode;
  readonly recordKind: string;
  readonly effect: Effect;
  readonly severity: Severity | null;
  readonly documentNumber: string | null;
  /** Cut to `precision`. */
  readonly documentOn: string | null;
  readonly precision: DatePrecision | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly openEnded: boolean;
  readonly amountFen: number | null;
  readonly amountCandidatesFen: readonly number[];
  readonly authority: string | null;
  readonly state: RecordState;
  readonly remark: string | null;
  readonly linkedBy: LinkedBy;
  /** INNER_CHECK, CREDIT_CODE_INVALID, NAME_DIFFERS, DATE_MISSING, STATE_MISSING, AMOUNT_DISAGREES. */
  readonly quality: readonly string[];
  /** The department's own fields, under their SDL names. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What makes two rows the same record of one organisation. */
  readonly identity: string;
  /** What the row states about the organisation itself; absent in facts that were kept before this was. */
  readonly stated?: readonly StatedFact[];
}

export interface Dropped {
  readonly rowRef: string;
  readonly reason: DropReason;
}

/** Kept for the queue, by kind and effect, until somebody or a later mapping says whose it is. */
export interface Unlinked {
  readonly rowRef: string;
  readonly reason: UnlinkedReason;
  readonly recordKind: string;
  /** null: the effect itself could not be read; counts as possibly adverse. */
  readonly effect: Effect | null;
  /** A row that says of itself that it is void counts against nobody. */
  readonly state: RecordState;
  readonly documentNumber: string | null;
  readonly name: string | null;
  readonly amountFen: number | null;
  readonly row: LegacyRow;
}

/** Kept as received but for personal columns and numbers. */
export interface Rejected {
  readonly rowRef: string;
  readonly reason: RejectReason;
  readonly detail: string;
  /** The organisation that the row names by a readable key, if any; else its name may say whom it may concern. */
  readonly creditCode: CreditCode | null;
  readonly name: string | null;
  readonly documentNumber: string | null;
  readonly row: LegacyRow;
}

export interface Repeated {
  readonly rowRef: string;
  readonly sameAs: string;
}

export interface MappedId {
  readonly internalId: string;
  readonly reading: InternalIdReading;
}

/** Every row of what was read ends in exactly one of these; mapping rows that yield no fact are counted as `mapping`. */
export interface Reading {
  readonly rows: number;
  readonly facts: readonly Fact[];
  readonly dropped: readonly Dropped[];
  readonly unlinked: readonly Unlinked[];
  readonly rejected: readonly Rejected[];
  readonly repeated: readonly Repeated[];
  readonly mapped: readonly MappedId[];
}
