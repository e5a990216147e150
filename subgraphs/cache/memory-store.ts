import { LRUCache } from 'lru-cache';
import type { RecordStore } from './record-store.ts';

/** Records in this process, bounded in bytes; the least recently used go first. */
export function createMemoryStore(maxBytes: number): RecordStore {
  const entries = new LRUCache<string, string>({
    maxSize: maxBytes,
    // Two bytes a character once a text holds Chinese; the constant stands for the entry itself.
    sizeCalculation: (value, key) => 2 * (value.length + key.length) + 200,
  });
  return {
    async get(key) {
      return entries.get(key) ?? null;
    },
    async set(key, value, keepForMs) {
      entries.set(key, value, { ttl: keepForMs });
    },
    async delete(keys) {
      for (const key of keys) entries.delete(key);
    },
    async close() {
      entries.clear();
    },
  };
}
