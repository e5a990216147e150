import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { bounded, tagsOf, type Change, type ChangeBus, type ChangeListener } from './change.ts';
import { createLocalBus } from './local-bus.ts';

export interface RedisBusParts {
  readonly url: string;
  /** Begins the channel and the keys of marks. */
  readonly prefix?: string;
  /** Told once when changes are no longer heard (true), and when they are again. */
  readonly onLost?: (lost: boolean) => void;
}

export const usualPrefix = 'credit-gateway:changes:';
/** A connection that says nothing for this long is taken for lost; with the beat, within 0.6 seconds. */
const patienceMs = 400;
const beatMs = 200;
/** Longer than anything is kept by its marks. */
const markForSeconds = 2 * 86_400;
/** Beyond this, what waits for Redis is told as "everything". */
const mostWaiting = 1000;
const options = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1000,
  retryStrategy: (times: number) => Math.min(times * 50, 500),
};

/** Key under which a mark stands: another value than before means that something has changed. */
export function markKey(tag: string, prefix = usualPrefix): string {
  return `${prefix}mark:{${tag}}`;
}

/**
 * Carries changes by pub/sub. Each change leaves marks in Redis before it is told, so that what is kept there is not
 * believed either. What cannot be told waits until it can. Silence on the connection counts as loss.
 */
export async function createRedisBus({ onLost, prefix = usualPrefix, url }: RedisBusParts): Promise<ChangeBus> {
  const local = createLocalBus();
  const listeners = new Set<ChangeListener>();
  const self = randomUUID();
  const channel = `${prefix}channel`;
  const telling = new Redis(url, { ...options, commandTimeout: patienceMs });
  const hearing = new Redis(url, { ...options, autoResubscribe: false });
  let waiting: Change[] = [];
  let sending: Promise<void> | null = null;
  let heard = false;

  const setHeard = (now: boolean): void => {
    if (heard === now) return;
    heard = now;
    onLost?.(!now);
    for (const listener of listeners) (now ? listener.back : listener.lost)?.();
  };

  async function tell(change: Change): Promise<void> {
    const marked = telling.multi();
    for (const tag of tagsOf(change)) marked.set(markKey(tag, prefix), randomUUID(), 'EX', markForSeconds);
    marked.publish(channel, JSON.stringify({ from: self, change }));
    const results = await marked.exec();
    const failed = results?.find(([error]) => error !== null)?.[0];
    if (results === null || failed != null) throw failed ?? new Error('not carried out');
  }

  async function send(): Promise<void> {
    while (waiting.length > 0) {
      const [next] = waiting as [Change];
      await tell(next);
      if (waiting[0] === next) waiting.shift();
    }
  }

  /** What fails is tried again at the next beat. */
  function sendWaiting(): void {
    sending ??= send()
      .catch(() => undefined)
      .finally(() => {
        sending = null;
      });
  }

  async function subscribe(): Promise<void> {
    await hearing.subscribe(channel);
    beating = true;
    setHeard(true);
  }

  let beating = false;
  let answeredAt = 0;
  async function beat(): Promise<void> {
    if (waiting.length > 0) sendWaiting();
    if (!beating) return;
    if (heard && performance.now() - answeredAt > patienceMs + beatMs) setHeard(false);
    try {
      await hearing.ping();
      answeredAt = performance.now();
      if (beating) setHeard(true);
    } catch {
      setHeard(false);
    }
  }

  for (const redis of [telling, hearing]) redis.on('error', () => undefined);
  hearing.on('ready', () => {
    answeredAt = performance.now();
    subscribe().catch(() => hearing.disconnect(true));
  });
  hearing.on('close', () => {
    beating = false;
    setHeard(false);
  });
  hearing.on('message', (_channel: string, text: string) => {
    const { change, from } = JSON.parse(text) as { change: Change; from: string };
    if (from !== self) local.hear(change);
  });
  telling.on('ready', sendWaiting);
  const timer = setInterval(() => void beat(), beatMs);
  timer.unref();
  await Promise.all([telling, hearing].map((redis) => redis.connect().catch(() => undefined)));
  await firstHearing(hearing, () => heard);
  return {
    publish(given) {
      const change = bounded(given);
      local.publish(change);
      waiting = waiting.length >= mostWaiting ? [{}] : [...waiting, change];
      sendWaiting();
    },
    async settled(timeoutMs) {
      const until = performance.now() + timeoutMs;
      while (waiting.length > 0 && performance.now() < until) {
        sendWaiting();
        await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, 20))]);
      }
      return waiting.length === 0;
    },
    isHeard: () => heard,
    listen(listener) {
      listeners.add(listener);
      const stop = local.listen(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    async close() {
      waiting = [];
      clearInterval(timer);
      telling.disconnect();
      hearing.disconnect();
      await local.close();
    },
  };
}

/** A Redis that is there is waited for, so that the first answers are kept; one that is not, is not. */
async function firstHearing(hearing: Redis, isHeard: () => boolean): Promise<void> {
  for (let tries = 0; tries < 20 && hearing.status === 'ready' && !isHeard(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
}
