import type { RecordSet } from '../../connector/connector.ts';
import { chineseNumber } from '../../connector/decoders/chinese-number.ts';
import { textOf } from '../../connector/legacy-row.ts';

// 科研失信行为调查处理规则 (2022) keeps more than five years for grave cases. Order 36 names neither: an assumption.
const SERIOUS_FROM_YEARS = 5;
const warnings = /警告|通报批评|批评教育|诫勉|提醒/;
const restrictions = /不得|取消|限制|禁止|暂停|终止|撤销|追回|年/;

/** Class of a sanction by what it orders: a warning alone is minor, exclusion for long serious, all else ordinary. */
export function researchSanctionSeverity(column: string): NonNullable<RecordSet['severity']> {
  return {
    rule: '科研失信处理:仅警告、通报批评为轻微;永久或五年以上为严重;其余为一般 (暂定) / warning only: minor; permanent or five years and more: serious; else ordinary (provisional)',
    of({ cells }) {
      const content = textOf(cells, column)?.normalize('NFKC') ?? '';
      if (/永久|终身|严重失信/.test(content) || years(content) >= SERIOUS_FROM_YEARS) return 'SERIOUS';
      return warnings.test(content) && !restrictions.test(content) ? 'MINOR' : 'ORDINARY';
    },
  };
}

/** The longest period of years in the text; a number of four digits is a calendar year. */
function years(content: string): number {
  const periods = [...content.matchAll(/(?<!\d)(\d{1,2})年|([一二三四五六七八九十]{1,3})年/g)];
  return Math.max(
    0,
    ...periods.map(([, digits, words]) => (digits === undefined ? (chineseNumber(words!) ?? 0) : Number(digits))),
  );
}
