import type { Listed } from '../list-figures.ts';
import type { Unknown } from '../figure.ts';
import type { Text } from '../metrics.ts';

export const reasons: Readonly<Record<Unknown, Text>> = {
  NOTHING_TO_COUNT: ['期内无可计事项', 'nothing to count'],
  NOT_OBSERVABLE: ['本平台无从得知', 'cannot be known here'],
  ASKED_NOT_COLLECTED: ['逐个查询,不集中报送', 'asked, delivers nothing'],
  NOT_CONNECTED: ['未接入', 'not connected'],
  HISTORY_INCOMPLETE: ['当时尚未计数', 'not counted then'],
};

/** A value as it is read: 97.5 %, 12, 3.5 working days; or the reason why there is none. */
export function valueText({ unit, unknown, value }: Pick<Listed, 'unit' | 'unknown' | 'value'>): string {
  if (value === null) return `— ${reasons[unknown ?? 'NOT_OBSERVABLE'][0]}`;
  if (unit === 'SHARE') return `${rounded(value * 100)} %`;
  return unit === 'COUNT' ? String(value) : `${rounded(value)} 工作日`;
}

/** One place after the point. A share short of the whole is never shown as the whole. */
function rounded(value: number): string {
  const nearest = Math.round(value * 10) / 10;
  return String(nearest === 100 && value < 100 ? 99.9 : nearest);
}
