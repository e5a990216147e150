import type { Logger } from 'pino';
import { openRedis } from '../../schema/open-redis.ts';
import { abandonScript, claimScript, keepScript } from './redis-scripts.ts';
import type { SharedStore } from './record-store.ts';

export interface RedisStoreParts {
  /** REDIS_URL: one server or a cluster. */
  readonly url: string;
  /** A longer text is not kept, in bytes. */
  readonly maxValueBytes: number;
  readonly log: Logger;
}

interface Commands {
  claimRecord(claim: string, flight: string, forMs: number, manner: string): Promise<string | null>;
  keepRecord(key: string, claim: string, flight: string, text: string, keepForMs: number): Promise<number>;
  abandonRecord(claim: string, flight: string, failure: string, forMs: number): Promise<number>;
}

/** A failure in the place of a claim. */
const FAILED = '!';
/** So many deletions are under way at once. */
const SLICE = 200;

/**
 * Records in Redis. A text stands under its key behind the time for which it is kept, so that its age is told by what
 * remains of that time, on the server's clock; the claim stands under `<key>:asked`, on the same slot. Everything
 * expires. Rejects at once while Redis is gone.
 */
export function createRedisStore({ log, maxValueBytes, url }: RedisStoreParts): SharedStore {
  const redis = openRedis(url, { waits: false, together: true });
  redis.on('error', (error: Error) => log.debug({ err: error }, 'Redis'));
  redis.defineCommand('claimRecord', { lua: claimScript, numberOfKeys: 1 });
  redis.defineCommand('keepRecord', { lua: keepScript, numberOfKeys: 2 });
  redis.defineCommand('abandonRecord', { lua: abandonScript, numberOfKeys: 1 });
  const commands = redis as unknown as Commands;
  let closed = false;
  let stood = false;
  let lost: (error: Error) => void = () => undefined;
  redis.on('ready', () => {
    stood = true;
  });
  // A server that is lost closes; a node of a cluster is taken off its list.
  for (const event of ['close', '-node'])
    redis.on(event, () => {
      if (stood && !closed) lost(new Error('the connection to Redis was lost'));
    });
  redis.connect().catch(() => undefined); // Not there yet: it is tried again, and commands reject until then.
  return {
    async get(key) {
      const [written, leftMs] = await Promise.all([redis.get(key), redis.pttl(key)]);
      if (written === null || leftMs < 0) return null;
      const at = written.indexOf(' ');
      const keepForMs = Number(written.slice(0, at));
      return { text: written.slice(at + 1), ageMs: Math.max(0, keepForMs - leftMs), keepForMs, own: false };
    },
    async claim(key, flight, forMs, manner) {
      const held = await commands.claimRecord(claimOf(key), flight, forMs, manner);
      if (held === null) return 'OURS';
      return held.startsWith(FAILED) ? { failure: held.slice(FAILED.length) } : 'TAKEN';
    },
    async keep(key, flight, text, keepForMs) {
      if (Buffer.byteLength(text) <= maxValueBytes)
        return (await commands.keepRecord(key, claimOf(key), flight, `${keepForMs} ${text}`, keepForMs)) === 1;
      log.warn({ key, maxValueBytes }, 'a record is too large to be kept: its department is asked each time');
      await commands.abandonRecord(claimOf(key), flight, '', 0);
      return false;
    },
    async abandon(key, flight, failure) {
      const text = failure === null ? '' : `${FAILED}${failure.text}`;
      await commands.abandonRecord(claimOf(key), flight, text, failure?.forMs ?? 0);
    },
    async drop(keys) {
      for (let from = 0; from < keys.length; from += SLICE)
        await Promise.all(keys.slice(from, from + SLICE).map((key) => redis.unlink(key, claimOf(key))));
    },
    onLost(listener) {
      lost = listener;
    },
    async close() {
      closed = true;
      redis.disconnect();
    },
  };
}

function claimOf(key: string): string {
  return `${key}:asked`;
}
