import type { Random } from './random.ts';

const surnames = [...'张李王赵陈周吴郑'];
const stems = [...'甲乙丙丁戊己庚辛'];
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A name that nobody bears. */
export function personName(random: Random): string {
  return `${random.pick(surnames)}某${random.pick(stems)}`;
}

/** Looks like an identity number and fails its own check digit: it can be nobody's. */
export function personNumber(random: Random): string {
  const body = `51090419000101${String(random.whole(0, 999)).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[(sum + 1) % 11]!;
}
