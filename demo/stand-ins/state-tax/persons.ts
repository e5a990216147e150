import type { Random } from '../../random.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A name that nobody bears. */
export function personName(random: Random): string {
  return `${random.pick([...'张李王赵钱孙周吴'])}某${random.pick([...'甲乙丙丁戊己庚辛'])}`;
}

/** Looks like an identity number and fails its check: born in 1900. */
export function personNumber(random: Random): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const first = `5109041900${two(random.whole(1, 12))}${two(random.whole(1, 28))}${String(random.whole(0, 999)).padStart(3, '0')}`;
  const sum = [...first].reduce((total, digit, at) => total + Number(digit) * weights[at]!, 0);
  const right = '10X98765432'[sum % 11]!;
  return first + (right === '0' ? '5' : '0');
}
