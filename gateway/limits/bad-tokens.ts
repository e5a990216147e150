import { LRUCache } from 'lru-cache';
import { TooManyBadTokens } from '../../schema/limit-errors.ts';
import { clientKey } from './client-key.ts';
import type { Protection } from './protection.ts';
import type { Outcome, Rate } from './rates.ts';

/** Addresses from which tokens come that are none. */
export interface BadTokens {
  /** The refusal that an address gets at present for every token not known to be good; null: it is heard. */
  refusalOf(address: string): TooManyBadTokens | null;
  /** Counts one. `outcome.granted` false: from now on the address is refused for a while. */
  count(address: string): Promise<{ readonly rate: Rate; readonly outcome: Outcome } | null>;
}

/** As many as are remembered by this process; beyond that the oldest are heard again and counted as before. */
const mostAddresses = 10_000;

/**
 * A signature costs more to check than to invent. So bad tokens of one address are counted, where rates are; when there
 * are too many, its tokens are refused unchecked until there is room again, but for those that were found good before.
 */
export function createBadTokens({ badTokens: rate, now, store }: Protection): BadTokens {
  const refusedUntilMs = new LRUCache<string, number>({ max: mostAddresses });
  return {
    refusalOf(address) {
      const leftMs = (refusedUntilMs.get(clientKey(null, address)) ?? 0) - now();
      return leftMs > 0 ? new TooManyBadTokens(Math.ceil(leftMs / 1000)) : null;
    },
    async count(address) {
      if (rate === null) return null;
      const client = clientKey(null, address);
      const [outcome] = await store.spend([{ client, what: 'bad tokens', units: 1, ...rate }]);
      if (outcome === undefined) return null;
      if (!outcome.granted) refusedUntilMs.set(client, now() + (outcome.retryAfterMs ?? rate.windowMs));
      return { rate, outcome };
    },
  };
}
