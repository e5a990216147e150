import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { findServer } from './real-server.ts';

/** A real Redis, of TEST_REDIS_URL or the usual local one. */
export const redis = findServer('redis');

export interface KeySpace {
  readonly url: string;
  /** Begins the keys of one test file, and of nobody else. */
  readonly prefix: string;
  /** Removes what was written under the prefix. */
  readonly drop: () => Promise<void>;
}

export function createKeySpace(): KeySpace {
  const prefix = `test:${randomBytes(6).toString('hex')}:`;
  return {
    url: redis.url,
    prefix,
    async drop() {
      const client = new Redis(redis.url);
      for await (const keys of client.scanStream({ match: `${prefix}*` }) as AsyncIterable<string[]>)
        if (keys.length > 0) await client.unlink(...keys);
      client.disconnect();
    },
  };
}
