import { LRUCache } from 'lru-cache';
import { tags as known, tagsOf as usualTags, type Change } from '../../schema/changes/change.ts';

/** When which tag has changed last, counted in changes; nothing that is kept has to be looked for. */
export interface ChangeStamps {
  /** Number of changes so far. */
  now(): number;
  apply(change: Change): void;
  /** Nothing from before now is believed any more. */
  forgetAll(): void;
  /** Whether none of these has changed after the change of this number. */
  hold(tags: readonly string[], since: number): boolean;
  /** Whether none of these has changed in the half second before, or after, this moment: who keeps records may still have old ones. */
  areQuiet(tags: readonly string[], atMs: number): boolean;
}

interface Stamp {
  readonly number: number;
  readonly atMs: number;
}

/** What is forgotten of old changes counts as a change of everything. */
const mostStamps = 200_000;
/** In it, a host that hears of a change has let go of its records. */
const settlingMs = 500;

/** `clock`: milliseconds that only go forward. `tagsOf`: what a change says of the tags of what is kept. */
export function createChangeStamps(clock: () => number, tagsOf = usualTags): ChangeStamps {
  let count = 0;
  let floor: Stamp = { number: 0, atMs: Number.NEGATIVE_INFINITY };
  const stamps = new LRUCache<string, Stamp>({
    max: mostStamps,
    dispose(stamp, _tag, reason) {
      if (reason === 'evict' && stamp.number > floor.number) floor = stamp;
    },
  });
  const newest = (tags: readonly string[]): Stamp => {
    let found = floor;
    for (const tag of tags) {
      const stamp = stamps.get(tag);
      if (stamp !== undefined && stamp.number > found.number) found = stamp;
    }
    return found;
  };
  return {
    now: () => count,
    apply(change) {
      count += 1;
      const stamp = { number: count, atMs: clock() };
      for (const tag of tagsOf(change)) {
        if (tag === known.all) floor = stamp;
        else stamps.set(tag, stamp);
      }
    },
    forgetAll() {
      count += 1;
      floor = { number: count, atMs: clock() };
    },
    hold: (tags, since) => since === count || newest(tags).number <= since,
    areQuiet: (tags, atMs) => atMs - newest(tags).atMs > settlingMs,
  };
}
