import { randomUUID } from 'node:crypto';
import { openRedis } from '../open-redis.ts';
import { bounded, type Change, type ChangeBus, type ChangeListener } from './change.ts';
import { createLocalBus } from './local-bus.ts';
import { listenOnRedis } from './redis-listening.ts';
import { createTeller } from './redis-teller.ts';

export interface RedisBusParts {
  readonly url: string;
  /** Begins the channel and the keys of marks. */
  readonly prefix?: string;
  /** Told once when changes are no longer heard (true), and when they are again. */
  readonly onLost?: (lost: boolean) => void;
}

export const usualPrefix = 'credit-gateway:changes:';
const patienceMs = 400;

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
  const beatChannel = `${prefix}beat:${self}`;
  const redis = openRedis(url, { waits: false, commandTimeoutMs: patienceMs });
  redis.on('error', () => undefined);
  const write = (change: Change) => JSON.stringify({ from: self, change });
  const teller = createTeller({ redis, channel, keyOf: (tag) => markKey(tag, prefix), write });
  redis.on('ready', () => teller.tryAgain());
  await redis.connect().catch(() => undefined);
  const listening = await listenOnRedis({
    redis: openRedis(url, { waits: false }),
    channel,
    beatChannel,
    patienceMs,
    onBeat() {
      teller.tryAgain();
      redis.publish(beatChannel, '').catch(() => undefined);
    },
    onHeard(heard) {
      onLost?.(!heard);
      for (const listener of listeners) (heard ? listener.back : listener.lost)?.();
    },
    onMessage(text) {
      const { change, from } = JSON.parse(text) as { change: Change; from: string };
      if (from !== self) local.hear(change);
    },
  });
  return {
    publish(given) {
      const change = bounded(given);
      local.publish(change);
      teller.tell(change);
    },
    settled: (timeoutMs) => teller.settled(timeoutMs),
    isHeard: () => listening.isHeard(),
    listen(listener) {
      listeners.add(listener);
      const stop = local.listen(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    async close() {
      listening.close();
      teller.close();
      redis.disconnect();
      await local.close();
    },
  };
}
