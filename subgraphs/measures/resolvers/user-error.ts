import { CreditCodeInvalid } from '../../../schema/errors.ts';
import { IdempotencyKeyInvalid, IdempotencyKeyReused } from '../idempotency-key.ts';
import { MeasureRefused } from '../refusals.ts';
import { namedValues, type NamedValue } from './named-values.ts';

export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly faults: readonly { readonly field: string; readonly problem: string }[];
  readonly facts: readonly NamedValue[];
}

/** Failures that whoever gave the command can mend. */
const mendable = [MeasureRefused, IdempotencyKeyInvalid, IdempotencyKeyReused, CreditCodeInvalid];

/** Why a command was refused, for the payload. @throws the error itself when it is none of the client's making */
export function userErrorOf(error: unknown): UserError {
  const refusal = mendable.map((kind) => (error instanceof kind ? error : null)).find((one) => one !== null);
  if (refusal === undefined) throw error;
  const { code, message, remedy, facts } = refusal;
  const { faults = [], ...rest } = facts;
  return { code, message, remedy, faults: faults as UserError['faults'], facts: namedValues(rest) };
}
