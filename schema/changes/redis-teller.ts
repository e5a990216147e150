import { randomUUID } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { tagsOf, type Change } from './change.ts';

/** Tells other processes, in order, and keeps what cannot be told until it can. */
export interface Teller {
  tell(change: Change): void;
  /** Tries again what waits; harmless when nothing does. */
  tryAgain(): void;
  settled(timeoutMs: number): Promise<boolean>;
  close(): void;
}

export interface TellerParts {
  readonly redis: Redis | Cluster;
  readonly channel: string;
  readonly keyOf: (tag: string) => string;
  /** The message of a change. */
  readonly write: (change: Change) => string;
}

/** Longer than anything is kept by its marks. */
const markForSeconds = 2 * 86_400;
/** Beyond this, what waits for Redis is told as "everything". */
const mostWaiting = 1000;
const pollMs = 20;

export function createTeller({ channel, keyOf, redis, write }: TellerParts): Teller {
  let waiting: Change[] = [];
  let sending: Promise<void> | null = null;

  /** The marks of one change may lie on several nodes of a cluster: nobody is told before all are set. */
  async function sendOne(change: Change): Promise<void> {
    const marks = tagsOf(change).map(keyOf);
    await Promise.all(marks.map((mark) => redis.set(mark, randomUUID(), 'EX', markForSeconds)));
    await redis.publish(channel, write(change));
  }

  async function send(): Promise<void> {
    while (waiting.length > 0) {
      const [next] = waiting as [Change];
      await sendOne(next);
      if (waiting[0] === next) waiting.shift();
    }
  }

  function tryAgain(): void {
    sending ??= send()
      .catch(() => undefined)
      .finally(() => {
        sending = null;
      });
  }

  return {
    tell(change) {
      if (waiting.length < mostWaiting) waiting.push(change);
      else waiting = [{}];
      tryAgain();
    },
    tryAgain,
    async settled(timeoutMs) {
      const until = performance.now() + timeoutMs;
      while (waiting.length > 0 && performance.now() < until) {
        tryAgain();
        await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, pollMs))]);
      }
      return waiting.length === 0;
    },
    close() {
      waiting = [];
    },
  };
}
