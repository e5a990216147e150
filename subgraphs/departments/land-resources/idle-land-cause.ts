import type { Effect, RuleInput } from '../../connector/connector.ts';
import { custom, RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { code } from '../../connector/decoders/text.ts';

export type IdleLandCause = 'HOLDER' | 'GOVERNMENT' | 'FORCE_MAJEURE';

/** The cause decides whether it counts against the holder: it may not be missing. */
export function idleLandCause(column: string): Decoder<IdleLandCause> {
  const table = code<IdleLandCause>('IdleLandCause', column, {
    企业原因: 'HOLDER',
    企业自身原因: 'HOLDER',
    政府原因: 'GOVERNMENT',
    自然灾害: 'FORCE_MAJEURE',
    不可抗力: 'FORCE_MAJEURE',
  });
  return custom(table.type, [column], (cells) => {
    const cause = table.read(cells);
    if (cause === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} is blank`);
    return cause;
  });
}

export function idleLandEffect({ fields }: RuleInput): Effect {
  return fields['cause'] === 'HOLDER' ? 'ADVERSE' : 'NEUTRAL';
}
