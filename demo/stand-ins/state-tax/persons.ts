import type { Random } from '../../random.ts';

const surnames = ['张', '李', '王', '赵', '钱', '孙', '周', '吴'];
const stems = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'];
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** A name that nobody bears. */
export function personName(random: Random): string {
  return `${random.pick(surnames)}某${random.pick(stems)}`;
}

/** Looks like an identity number and fails its check: born in 1900. */
export function personNumber(random: Random): string {
  const first = `5109041900${two(random.whole(1, 12))}${two(random.whole(1, 28))}${String(random.whole(0, 999)).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, at) => total + Number(first[at]) * weight, 0);
  const right = '10X98765432'[sum % 11]!;
  return first + (right === '0' ? '5' : '0');
}
