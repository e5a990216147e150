import type { Logger } from 'pino';
import { createFallBackStore } from './fall-back-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { RecordStore } from './record-store.ts';
import { createRedisStore } from './redis-store.ts';

export interface OpenRecordStoreParts {
  /** REDIS_URL; null: records are kept in this process. */
  readonly redisUrl: string | null;
  readonly clock: { now(): number };
  readonly log: Logger;
}

const MEMORY_BYTES = 64 * 1024 * 1024;
const VALUE_BYTES = 1024 * 1024;

/** Redis where there is one, with this process's memory behind it. */
export function openRecordStore({ clock, log, redisUrl }: OpenRecordStoreParts): RecordStore {
  const own = createMemoryStore(MEMORY_BYTES, clock);
  if (redisUrl === null) return own;
  return createFallBackStore({
    shared: createRedisStore({ url: redisUrl, maxValueBytes: VALUE_BYTES, log }),
    own,
    log,
  });
}
