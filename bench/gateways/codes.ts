import { checkCharacter, organisationCodeCheck } from '../../schema/check-digits.ts';

/** As many codes as wanted, up to a million: all valid, all fictional (MAXX, and areas that no office has). */
export function fictionalCodes(count: number): string[] {
  if (count > 1_000_000) throw new Error('no more than a million fictional codes');
  return Array.from({ length: count }, (_, at) => {
    const body = `MAXX${String(at % 10_000).padStart(4, '0')}`;
    const area = `5109${String(Math.floor(at / 10_000)).padStart(2, '0')}`;
    const first17 = `91${area}${body}${organisationCodeCheck(body)}`;
    return first17 + checkCharacter(first17);
  });
}

/** Positions among so many, the n-th as likely as 1/n: some organisations are asked about far more than others. */
export function zipf(count: number, draws: number): number[] {
  const sums: number[] = [];
  let sum = 0;
  for (let at = 1; at <= count; at += 1) sums.push((sum += 1 / at));
  let state = 42;
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  return Array.from({ length: draws }, () => {
    const wanted = next() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
