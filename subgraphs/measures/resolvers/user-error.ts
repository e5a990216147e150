import { CreditCodeInvalid } from '../../../schema/errors.ts';
import { MeasureRefused } from '../refusals.ts';
import { namedValues, type NamedValue } from './named-values.ts';

export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly faults: readonly { readonly field: string; readonly problem: string }[];
  readonly facts: readonly NamedValue[];
}

/** Why a command was refused, for the payload. @throws the error itself when it is none of the client's making */
export function userErrorOf(error: unknown): UserError {
  if (!(error instanceof MeasureRefused || error instanceof CreditCodeInvalid)) throw error;
  const { code, message, remedy, facts } = error;
  const { faults = [], ...rest } = facts;
  return { code, message, remedy, faults: faults as UserError['faults'], facts: namedValues(rest) };
}
