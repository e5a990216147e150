import type { Cluster, Redis } from 'ioredis';

export interface ListeningParts {
  /** Of its own: a connection that listens does nothing else. Not connected yet. */
  readonly redis: Redis | Cluster;
  readonly channel: string;
  /** What is sent to oneself, so that it is known that what is told arrives. */
  readonly beatChannel: string;
  /** A connection that says nothing for this long and a beat is taken for lost. */
  readonly patienceMs: number;
  readonly onMessage: (text: string) => void;
  /** Told when messages are no longer heard, and when they are (again). */
  readonly onHeard: (heard: boolean) => void;
  /** To send something to `beatChannel`. */
  readonly onBeat: () => void;
}

export interface RedisListening {
  isHeard(): boolean;
  close(): void;
}

const beatMs = 200;

/** Listens, and knows within 0.6 seconds when it would not hear. */
export async function listenOnRedis(parts: ListeningParts): Promise<RedisListening> {
  const { beatChannel, channel, onBeat, onHeard, onMessage, patienceMs, redis } = parts;
  let heard = false;
  let subscribed = false;
  let answeredAt = 0;
  const first = Promise.withResolvers<void>();
  const setHeard = (now: boolean): void => {
    if (heard === now) return;
    heard = now;
    first.resolve();
    onHeard(now);
  };

  function beat(): void {
    onBeat();
    if (subscribed && performance.now() - answeredAt > patienceMs + beatMs) setHeard(false);
  }

  async function subscribe(): Promise<void> {
    answeredAt = performance.now();
    await redis.subscribe(channel, beatChannel);
    subscribed = true;
    setHeard(true);
  }

  redis.on('error', () => undefined);
  redis.on('ready', () => void subscribe().catch(() => redis.disconnect(true)));
  redis.on('close', () => {
    subscribed = false;
    setHeard(false);
  });
  redis.on('message', (on: string, text: string) => {
    if (on !== beatChannel) return onMessage(text);
    answeredAt = performance.now();
    if (subscribed) setHeard(true);
  });
  const timer = setInterval(beat, beatMs);
  timer.unref();
  await redis.connect().catch(() => undefined);
  // A Redis that is there is waited for, so that the first answers are kept; one that is not, is not.
  if (redis.status === 'ready') await Promise.race([first.promise, new Promise((go) => setTimeout(go, beatMs))]);
  return {
    isHeard: () => heard,
    close() {
      clearInterval(timer);
      redis.disconnect();
    },
  };
}
