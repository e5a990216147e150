const digits: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇○', '一壹弌', '二贰两弍', '三叁弎', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((signs, value) =>
    [...signs].map((sign) => [sign, value]),
  ),
);
const tens: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const groups: Readonly<Record<string, number>> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000, 億: 100_000_000 };

/** Value of a whole number written in Chinese numerals, plain or capital; null when it is not one. */
export function chineseNumber(written: string): number | null {
  let total = 0;
  let group = 0;
  let digit: number | null = null;
  for (const sign of written) {
    if (digits[sign] !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = digits[sign];
    } else if (tens[sign] !== undefined) {
      group += (digit === null || digit === 0 ? 1 : digit) * tens[sign];
      digit = null;
    } else if (groups[sign] !== undefined) {
      const unit = groups[sign];
      const sum = group + (digit ?? 0);
      // A bare 万 counts nothing.
      if (sum === 0 && total === 0) return null;
      total = unit === 100_000_000 ? (total + sum) * unit : total + sum * unit;
      group = 0;
      digit = null;
    } else return null;
  }
  return written === '' ? null : total + group + (digit ?? 0);
}
