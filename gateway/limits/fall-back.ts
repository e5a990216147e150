import type { Logger } from 'pino';
import type { RateStore } from './rates.ts';

export interface FallBackParts {
  /** Counts for all gateways, and may be gone. */
  readonly shared: RateStore;
  /** Counts for this process alone. */
  readonly own: RateStore;
  readonly now: () => number;
  readonly log: Logger;
}

/** So long is a store that failed left alone, so that not every request waits for it. */
const restMs = 1000;

/**
 * Spends from the shared store; while it is gone, from the own one, so that clients stay limited (each process then
 * grants the whole limit). One request a second tries whether it is back.
 */
export function createFallBack({ log, now, own, shared }: FallBackParts): RateStore {
  let restUntil = 0;
  let isGone = false;
  const tell = (gone: boolean, error?: unknown) => {
    if (gone === isGone) return;
    isGone = gone;
    if (gone) log.warn({ err: error }, 'rates are counted in this process alone: Redis does not answer');
    else log.info('rates are counted in Redis again');
  };
  return {
    async spend(claims) {
      if (now() < restUntil) return own.spend(claims);
      if (isGone) restUntil = now() + restMs; // The others do not wait for the one that tries.
      try {
        const outcomes = await shared.spend(claims);
        restUntil = 0;
        tell(false);
        return outcomes;
      } catch (error) {
        restUntil = now() + restMs;
        tell(true, error);
        return own.spend(claims);
      }
    },
    async close() {
      await Promise.all([shared.close(), own.close()]);
    },
  };
}
