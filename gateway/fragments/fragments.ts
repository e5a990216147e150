import { LRUCache } from 'lru-cache';
import type { ChangeBus } from '../../schema/changes/change.ts';
import { createChangeStamps } from '../answers/change-stamps.ts';
import type { FoundSection } from '../disclosures/findings.ts';
import { tagsOfChange } from './fragment-tags.ts';

/** What one subgraph said about one organisation for one selection. */
export interface Fragment<T> {
  /** Never written to. */
  readonly value: T;
  /** Room that it takes. */
  readonly bytes: number;
  /** Origins of the sections in it. */
  readonly sections: readonly FoundSection[];
  /** Milliseconds of the district's clock. */
  readonly madeAtMs: number;
  /** From then on it is not given out. */
  readonly untilMs: number;
  readonly tags: readonly string[];
}

/** How things stood when a fragment began to be asked for. */
export interface Start {
  /** Number of changes so far. */
  readonly since: number;
  /** On a clock that only goes forward. */
  readonly atMs: number;
}

/** Fragments of one kind. */
export interface KeptFragments<T> {
  get(key: string): Fragment<T> | undefined;
  keep(key: string, fragment: Fragment<T>, from: Start): void;
}

export interface Fragments {
  /** Objects as subgraphs gave them, for executions. */
  readonly said: KeptFragments<object>;
  /** Parts of answers, as they are sent. */
  readonly pieces: KeptFragments<Buffer>;
  start(): Start;
  close(): void;
}

export interface FragmentsParts {
  readonly bus: ChangeBus;
  readonly maxBytes: number;
  /** Milliseconds of the district's clock. */
  readonly now: () => number;
}

interface Dated {
  readonly fragment: Fragment<unknown>;
  /** After this change it is still what it was. */
  since: number;
}

/** Keys, tags, and what the store itself takes for each. */
const aroundBytes = 600;

/** Fragments in this process, bounded in bytes; dropped by changes, and not believed while changes are not heard. */
export function createFragments({ bus, maxBytes, now }: FragmentsParts): Fragments {
  const kept = new LRUCache<string, Dated>({
    maxSize: maxBytes,
    sizeCalculation: ({ fragment }) => fragment.bytes + aroundBytes,
  });
  const stamps = createChangeStamps(() => performance.now(), tagsOfChange);
  const stopListening = bus.listen({
    changed: (change) => stamps.apply(change),
    back: () => {
      stamps.forgetAll();
      kept.clear();
    },
  });
  const ofKind = <T>(kind: string): KeptFragments<T> => ({
    get(key) {
      const found = kept.get(kind + key);
      if (found === undefined || !bus.isHeard()) return undefined;
      const { fragment, since } = found;
      if (fragment.untilMs > now() && stamps.hold(fragment.tags, since)) {
        found.since = stamps.now();
        return fragment as Fragment<T>;
      }
      kept.delete(kind + key);
      return undefined;
    },
    keep(key, fragment, { atMs, since }) {
      const { tags, untilMs } = fragment;
      if (!bus.isHeard() || untilMs <= now() || !stamps.hold(tags, since) || !stamps.areQuiet(tags, atMs)) return;
      kept.set(kind + key, { fragment, since });
    },
  });
  return {
    said: ofKind('s'),
    pieces: ofKind('p'),
    start: () => ({ since: stamps.now(), atMs: performance.now() }),
    close() {
      stopListening();
      kept.clear();
    },
  };
}
