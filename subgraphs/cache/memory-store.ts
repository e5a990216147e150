import { LRUCache } from 'lru-cache';
import { createMemoryClaims } from './memory-claims.ts';
import type { Found, RecordStore } from './record-store.ts';

export interface MemoryStore extends RecordStore {
  /** Grows with every drop: what was read elsewhere before one must not be copied after it. */
  readonly drops: number;
  /** Takes over what another store has found. */
  copy(key: string, found: Found): void;
}

interface Entry {
  readonly text: string;
  readonly keptAtMs: number;
  readonly keepForMs: number;
}

/** Records in this process, bounded in bytes; the least recently used go first. */
export function createMemoryStore(maxBytes: number, clock: { now(): number }): MemoryStore {
  const entries = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    // Two bytes a character once a text holds Chinese; the constant stands for the entry itself.
    sizeCalculation: ({ text }, key) => 2 * (text.length + key.length) + 200,
  });
  const claims = createMemoryClaims(clock);
  let drops = 0;
  return {
    get drops() {
      return drops;
    },
    async get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return null;
      const ageMs = clock.now() - entry.keptAtMs;
      if (ageMs <= entry.keepForMs) return { text: entry.text, ageMs, keepForMs: entry.keepForMs, own: true };
      entries.delete(key);
      return null;
    },
    async claim(key, flight, forMs, manner) {
      return claims.claim(key, flight, forMs, manner);
    },
    async keep(key, flight, text, keepForMs) {
      if (!claims.end(key, flight, null)) return false;
      entries.set(key, { text, keptAtMs: clock.now(), keepForMs });
      return entries.has(key);
    },
    async abandon(key, flight, failure) {
      claims.end(key, flight, failure);
    },
    async drop(keys) {
      drops += 1;
      for (const key of keys) {
        entries.delete(key);
        claims.drop(key);
      }
    },
    copy(key, { ageMs, keepForMs, text }) {
      entries.set(key, { text, keptAtMs: clock.now() - ageMs, keepForMs });
    },
    async close() {
      entries.clear();
    },
  };
}
