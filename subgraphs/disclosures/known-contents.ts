import { LRUCache } from 'lru-cache';
import type { WrittenEntry } from './write-out.ts';

/** Contents that this process knows to lie in the month that is being written. */
export interface KnownContents {
  /** Rows of those that have to be sent along, each once. */
  missing(month: string, entries: readonly WrittenEntry[]): string[];
  /** They are committed. */
  learn(month: string, entries: readonly WrittenEntry[]): void;
  /** The database may be another than it was. */
  forget(): void;
}

const most = 50_000;

export function createKnownContents(): KnownContents {
  const known = new LRUCache<string, true>({ max: most });
  let of: string | null = null;
  const turnTo = (month: string) => {
    if (of !== month) known.clear();
    of = month;
  };
  return {
    missing(month, entries) {
      turnTo(month);
      const rows = new Map<string, string>();
      for (const { content, contentRow } of entries)
        if (!known.has(content) && !rows.has(content)) rows.set(content, contentRow());
      return [...rows.values()];
    },
    learn(month, entries) {
      turnTo(month);
      for (const { content } of entries) if (known.get(content) === undefined) known.set(content, true);
    },
    forget: () => known.clear(),
  };
}
