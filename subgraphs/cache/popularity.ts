import { LRUCache } from 'lru-cache';

/** Asked so often while one answer was fresh, a record is asked for ahead of its time. */
const OFTEN = 5;
/** In this last part of its freshness. */
const LAST_PART = 0.2;
const KEYS = 20_000;

export interface Popularity {
  /** Notes that a fresh record was used; true, once for each answer: it should be refreshed before it is no longer fresh. */
  used(key: string, ageMs: number, freshForMs: number): boolean;
}

/** Counts by this process alone: that several think a record popular does no harm, one of them gets to ask. */
export function createPopularity(): Popularity {
  const counts = new LRUCache<string, { times: number; lastAgeMs: number; tried: boolean }>({ max: KEYS });
  return {
    used(key, ageMs, freshForMs) {
      let count = counts.get(key);
      // Younger than it was: another answer has come.
      if (count === undefined || ageMs < count.lastAgeMs)
        counts.set(key, (count = { times: 0, lastAgeMs: 0, tried: false }));
      count.times += 1;
      count.lastAgeMs = ageMs;
      if (count.tried || count.times < OFTEN || ageMs < freshForMs * (1 - LAST_PART)) return false;
      count.tried = true;
      return true;
    },
  };
}
