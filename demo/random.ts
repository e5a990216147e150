/** A small seeded generator (mulberry32): the same seed gives the same district on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number from low to high, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

/** `salt` keeps the streams of different purposes apart, so that one more draw in one changes no other. */
export function createRandom(seed: number, salt: string): Random {
  let state = [...salt].reduce(
    (hash, sign) => Math.imul(hash ^ sign.codePointAt(0)!, 16_777_619) >>> 0,
    (seed ^ 2_166_136_261) >>> 0,
  );
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (choices) => choices[whole(0, choices.length - 1)]!,
  };
}
