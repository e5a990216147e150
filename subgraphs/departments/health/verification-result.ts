import type { Effect, RuleInput } from '../../connector/connector.ts';
import { custom, RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { code } from '../../connector/decoders/text.ts';

export type VerificationResult = 'PASSED' | 'DEFERRED' | 'FAILED';

/** The conclusion decides for or against the institution: it may not be missing. */
export function verificationResult(column: string): Decoder<VerificationResult> {
  const table = code<VerificationResult>('MedicalVerificationResult', column, {
    '1': 'PASSED',
    '2': 'DEFERRED',
    '3': 'FAILED',
  });
  return custom(table.type, [column], (cells) => {
    const result = table.read(cells);
    if (result === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} is blank`);
    return result;
  });
}

export function verificationEffect({ fields }: RuleInput): Effect {
  return fields['result'] === 'PASSED' ? 'NEUTRAL' : 'ADVERSE';
}
