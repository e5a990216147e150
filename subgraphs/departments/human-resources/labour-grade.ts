import type { Effect, RuleInput } from '../../connector/connector.ts';
import { custom, RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { code } from '../../connector/decoders/text.ts';

export type LabourGrade = 'A' | 'B' | 'C';

const effects: Readonly<Record<LabourGrade, Effect>> = { A: 'POSITIVE', B: 'NEUTRAL', C: 'ADVERSE' };

/** The grade, also written A级. It decides for or against the organisation: it may not be missing. */
export function labourGrade(column: string): Decoder<LabourGrade> {
  const table = code('LabourGrade', column, { A: 'A', B: 'B', C: 'C', A级: 'A', B级: 'B', C级: 'C' });
  return custom(table.type, [column], (cells) => {
    const grade = table.read(cells);
    if (grade === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} is blank`);
    return grade;
  });
}

export function gradeEffect({ fields }: RuleInput): Effect {
  return effects[fields['grade'] as LabourGrade];
}
