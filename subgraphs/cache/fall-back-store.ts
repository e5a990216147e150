import type { Logger } from 'pino';
import type { MemoryStore } from './memory-store.ts';
import { createOwedDrops } from './owed-drops.ts';
import type { RecordStore, SharedStore } from './record-store.ts';

export interface FallBackParts {
  /** For all processes, and may be gone. */
  readonly shared: SharedStore;
  /** Copies of what went through this process. */
  readonly own: MemoryStore;
  readonly log: Logger;
  /** A command that takes longer counts as failed. */
  readonly patienceMs?: number;
}

/** So long is a store that failed left alone, before somebody looks whether it is back. */
const REST_MS = 500;
const PATIENCE_MS = 250;
/** So many drops are one command's worth of patience. */
const SLICE = 500;

/**
 * The shared store; from the first command that fails, or takes too long, this process's copies, until the shared one
 * answers again, for which nobody waits. Never rejects, but `drop` when too much is owed.
 */
export function createFallBackStore({ log, own, patienceMs = PATIENCE_MS, shared }: FallBackParts): RecordStore {
  const owed = createOwedDrops();
  let goneSince: number | null = null;
  let restsUntil = 0;
  let lookAt = '';
  let looking = false;

  function leave(key: string, error: unknown): void {
    if (goneSince !== null) return;
    goneSince = performance.now();
    owed.doubt();
    log.warn({ err: error }, 'records are kept in this process alone: Redis does not answer');
    rest(key);
  }

  function rest(key: string): void {
    restsUntil = performance.now() + REST_MS;
    lookAt = key;
  }

  /** Looks where it failed: of a cluster, other shards may be well. Drops that it has missed come first. */
  async function look(): Promise<void> {
    looking = true;
    try {
      await within(patienceMs, shared.get(lookAt));
      await owed.pay((keys) => shared.drop(keys));
      log.info({ afterMs: Math.round(performance.now() - goneSince!) }, 'records are kept in Redis again');
      goneSince = null;
    } catch {
      rest(lookAt);
    } finally {
      looking = false;
    }
  }

  async function attempt<T>(key: string, there: () => Promise<T>, here: () => Promise<T>): Promise<T> {
    if (goneSince === null) {
      try {
        return await within(patienceMs, there());
      } catch (error) {
        leave(key, error);
      }
    } else if (!looking && performance.now() >= restsUntil) void look();
    return here();
  }

  // Also noticed while nobody asks: what was dropped shortly before is to be dropped again.
  shared.onLost((error) => leave(lookAt, error));

  return {
    async get(key) {
      const { drops } = own;
      const found = await attempt(
        key,
        () => shared.get(key),
        () => own.get(key),
      );
      if (found !== null && !found.own && drops === own.drops) own.copy(key, found);
      return found;
    },
    async claim(key, flight, forMs, manner) {
      const claimed = await attempt(
        key,
        () => shared.claim(key, flight, forMs, manner),
        () => own.claim(key, flight, forMs, manner),
      );
      if (claimed === 'OURS') await own.claim(key, flight, forMs, 'OVER');
      return claimed;
    },
    async keep(key, flight, text, keepForMs) {
      const kept = await attempt(
        key,
        () => shared.keep(key, flight, text, keepForMs),
        async () => true,
      );
      if (kept) return own.keep(key, flight, text, keepForMs);
      await own.abandon(key, flight, null);
      return false;
    },
    async abandon(key, flight, failure) {
      await own.abandon(key, flight, failure);
      await attempt(
        key,
        () => shared.abandon(key, flight, failure),
        async () => undefined,
      );
    },
    async drop(keys) {
      await own.drop(keys);
      for (let from = 0; from < keys.length; from += SLICE) {
        const some = keys.slice(from, from + SLICE);
        await attempt(
          some[0]!,
          async () => {
            await shared.drop(some);
            owed.done(some);
          },
          async () => owed.add(some),
        );
      }
    },
    async close() {
      await Promise.all([shared.close(), own.close()]);
    },
  };
}

/** Rejects when a promise takes longer; what it brings then is nobody's. */
function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
