import type { Logger } from 'pino';
import { openRedis } from '../../schema/open-redis.ts';
import { sha256 } from '../../schema/canonical-json.ts';
import { tags as known } from '../../schema/changes/change.ts';
import { markKey, usualPrefix } from '../../schema/changes/redis-bus.ts';
import type { KeptAnswer } from './kept-answer.ts';
import { readKept, writeKept } from './written-answer.ts';

export interface RedisAnswersParts {
  readonly url: string;
  /** Begins every key of answers. */
  readonly prefix?: string;
  /** Begins the keys of marks, as the bus writes them. */
  readonly marksPrefix?: string;
  readonly log: Logger;
}

/** What Redis holds of an answer; `marks`: how what it hangs on stood when it was looked at. null: it cannot be said. */
export interface FarAnswer {
  readonly answer: KeptAnswer | null;
  readonly marks: string | null;
}

/** Answers in Redis, for all gateways together. Redis gone: there is none, at once, and nobody waits for it. */
export interface FarAnswers {
  find(key: string, tags: readonly string[]): Promise<FarAnswer>;
  /** Does not wait until it is written. */
  keep(key: string, answer: KeptAnswer, marks: string, forMs: number): void;
  close(): void;
}

/** Answers about more than this are kept in the process only: each tag is a key to read. */
const mostTags = 100;
/** What takes longer than this is slower than asking. */
const patienceMs = 20;
/** So long is a Redis that failed left alone. */
const restMs = 1000;
const manners = { waits: false, commandTimeoutMs: patienceMs };
const nothing: FarAnswer = { answer: null, marks: null };

export async function createRedisAnswers(parts: RedisAnswersParts): Promise<FarAnswers> {
  const { log, marksPrefix = usualPrefix, prefix = 'credit-gateway:answer:', url } = parts;
  const redis = openRedis(url, manners);
  redis.on('error', (error: Error) => log.debug({ err: error }, 'Redis'));
  await redis.connect().catch(() => undefined);
  let restUntil = 0;
  const keyOf = (key: string) => `${prefix}{${sha256(key)}}`;
  const failed = (error: unknown): void => {
    restUntil = performance.now() + restMs;
    log.debug({ err: error }, 'answers in Redis are passed over');
  };
  const isResting = () => redis.status !== 'ready' || performance.now() < restUntil;
  return {
    async find(key, tags) {
      if (tags.length > mostTags || isResting()) return nothing;
      try {
        const marked = [...tags, known.all].map((tag) => redis.get(markKey(tag, marksPrefix)));
        const [written, ...found] = await Promise.all([redis.getBuffer(keyOf(key)), ...marked]);
        const marks = JSON.stringify(found);
        return { answer: written === null ? null : readKept(written, marks), marks };
      } catch (error) {
        failed(error);
        return nothing;
      }
    },
    keep(key, answer, marks, forMs) {
      if (isResting() || forMs < 1) return;
      redis.set(keyOf(key), writeKept(answer, marks), 'PX', Math.floor(forMs)).catch(failed);
    },
    close() {
      redis.disconnect();
    },
  };
}
