import { readAmount } from './amounts.ts';

const numeral = '[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億两]';
const arabic = String.raw`¥?\d+(?:,\d{3})*(?:\.\d+)?[亿万千百]?[元圆]?`;
const chinese = `${numeral}+[元圆](?:${numeral}角)?(?:${numeral}分)?`;
const sum = `((?:${arabic}|${chinese})[整正]?)`;
/** The sum is over, and not said to be vague, a rate or a limit. */
const over = String.raw`(?!\d|\.\d|,\d{3}|[%‰倍元圆万亿千百余多几整正角分]|以[上下内]|左右)`;
const notImposed = '(?<!加处|减免|免除|免予|不予|退还|缴纳|缴清|已缴)';
/** 罚款人民币2000元, 罚款金额为2000元, 合计罚款2000元 */
const fineThenSum = new RegExp(
  `(?:(合计|共计|总计)处?以?)?${notImposed}罚款(?:金额|数额)?(合计|共计|总计|总额)?(?:为|计|共|是|:)*(?:人民币)?:?${sum}${over}`,
  'g',
);
/** 处以人民币2000元的罚款 */
const sumThenFine = new RegExp(
  String.raw`(?<![\d.,¥约近过]|${numeral})${sum}的?罚款(?!(?:金额|数额)?(?:人民币)?:?[\d¥])`,
  'g',
);
/** 伍万元整(¥50000元): the same sum a second time. */
const repetition = new RegExp(String.raw`\((?:大写|小写|即)?:?(?:人民币)?:?${sum}\)|\((?:大写|小写|人民币)\):?`, 'g');
/** A fine that only threatens, up to the end of its sentence. */
const threat = /(?:逾期|拒不|如不|如果|若|到期不|每日).*$/;
/** A fine that a person of the organisation has to pay. */
const aboutPerson = /对[^对]{0,12}(?:法定代表人|负责人|主管人员|责任人)[^对]*/g;

/**
 * Whole fen of all fines that a decision's text imposes on the organisation: their stated total, else their sum; null
 * when the text names none exactly. Sums are in 元 unless a unit is written. What is confiscated is no fine.
 */
export function finesIn(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '').replaceAll(repetition, '');
  const fines = plain
    .split(/[;。]/)
    .map((sentence) => sentence.replace(threat, '').replaceAll(aboutPerson, ''))
    .flatMap(finesOf);
  const total = fines.findLast((fine) => fine.total);
  if (total !== undefined) return total.fen;
  return fines.length === 0 ? null : fines.reduce((all, { fen }) => all + fen, 0);
}

interface Fine {
  readonly fen: number;
  readonly total: boolean;
}

function finesOf(sentence: string): Fine[] {
  const found = [
    ...[...sentence.matchAll(fineThenSum)].map(([, left, right, written]) => ({
      fen: fenOf(written!),
      total: (left ?? right) !== undefined,
    })),
    ...[...sentence.matchAll(sumThenFine)].map(([, written]) => ({ fen: fenOf(written!), total: false })),
  ];
  return found.filter((fine): fine is Fine => fine.fen !== null);
}

const units: Readonly<Record<string, number>> = { 千: 1000, 百: 100 };

function fenOf(written: string): number | null {
  const small = /^(¥?[\d,.]+)([千百])[元圆]?[整正]?$/.exec(written);
  if (small === null) return readAmount(written, 'yuan');
  const fen = readAmount(small[1]!, 'yuan');
  return fen === null ? null : fen * units[small[2]!]!;
}
