import type { Random } from '../../random.ts';

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'.split('');
const stems = '甲乙丙丁戊己庚辛壬癸'.split('');
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A name that nobody bears. */
export function personName(random: Random): string {
  return `${random.pick(surnames)}某${random.pick(stems)}`;
}

/** An identity number that fails its own check digit: it can be nobody's. */
export function personNumber(random: Random): string {
  const body = `510904190001${String(random.whole(1, 28)).padStart(2, '0')}${String(random.whole(1, 99)).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  const wrong = (sum + 1) % 11;
  return body + '10X98765432'[wrong]!;
}

/** Partly masked, as the court gives it. */
export function maskedNumber(random: Random): string {
  const number = personNumber(random);
  return `${number.slice(0, 10)}****${number.slice(14)}`;
}
