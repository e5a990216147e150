import type { Effect, RuleInput } from '../../connector/connector.ts';
import { custom, RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { code } from '../../connector/decoders/text.ts';

export type ComplaintResult = 'UPHELD' | 'UPHELD_IN_PART' | 'DISMISSED' | 'DISCONTINUED' | 'FALSE_OR_MALICIOUS';

/** The result decides whether the complainant did wrong: it may not be missing. */
export function complaintResult(column: string): Decoder<ComplaintResult> {
  const table = code<ComplaintResult>('ProcurementComplaintResult', column, {
    投诉成立: 'UPHELD',
    部分成立: 'UPHELD_IN_PART',
    投诉事项部分成立: 'UPHELD_IN_PART',
    驳回: 'DISMISSED',
    驳回投诉: 'DISMISSED',
    终止: 'DISCONTINUED',
    '虚假、恶意投诉': 'FALSE_OR_MALICIOUS',
    虚假恶意投诉: 'FALSE_OR_MALICIOUS',
  });
  return custom(table.type, [column], (cells) => {
    const result = table.read(cells);
    if (result === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} is blank`);
    return result;
  });
}

/** To complain is a right: only a complaint found to be false or malicious counts against who made it. */
export function complaintEffect({ fields }: RuleInput): Effect {
  return fields['result'] === 'FALSE_OR_MALICIOUS' ? 'ADVERSE' : 'NEUTRAL';
}
