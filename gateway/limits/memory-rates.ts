import { LRUCache } from 'lru-cache';
import { outcomeOf, tolerance, type Claim, type Outcome, type RateStore } from './rates.ts';

/** Beyond this the keys that were longest unused are forgotten, which gives their clients their whole limit back. */
const mostKeys = 100_000;

interface Spent {
  level: number;
  at: number;
}

/** Counts in this process. `now`: milliseconds of the epoch. The Redis store does the same sums. */
export function createMemoryRates(now: () => number): RateStore {
  const kept = new LRUCache<string, Spent>({ max: mostKeys });
  const spendOne = (claim: Claim): Outcome => {
    const { client, limit, units, what, windowMs } = claim;
    const key = `${client} ${what}`;
    let spent = kept.get(key);
    if (spent === undefined) {
      spent = { level: 0, at: now() };
      kept.set(key, spent);
    }
    const at = Math.max(now(), spent.at); // A clock that was set back takes nothing away.
    const left = Math.max(0, spent.level - ((at - spent.at) * limit) / windowMs);
    const granted = left + units <= limit + tolerance;
    spent.level = granted ? left + units : left;
    spent.at = at;
    return outcomeOf(claim, granted, spent.level);
  };
  return {
    spend: async (claims) => claims.map(spendOne),
    close: async () => {},
  };
}
