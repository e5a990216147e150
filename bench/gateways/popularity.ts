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
