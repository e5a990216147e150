import type { Caller } from '../../schema/caller.ts';
import { RateLimited } from '../../schema/limit-errors.ts';
import type { Behaviour } from '../behaviour.ts';
import { roleOf } from '../limits/protection-settings.ts';
import { valueOf } from '../limits/read-family.ts';
import { rateHeaders } from '../limits/rate-headers.ts';
import type { Outcome, Rate } from '../limits/rates.ts';
import type { Protection } from '../limits/protection.ts';
import type { Clients } from './use-client.ts';
import { requestOf } from './use-request-id.ts';

/** Refuses requests of a client beyond its rate, before their bodies are read, and tells every client how it stands. */
export function useRateLimit(protection: Protection, clients: Clients): Behaviour {
  return {
    async handler(_req, res, next) {
      const request = requestOf(res);
      const spent = await spendRate(protection, request.caller, clients.of(request));
      if (spent === null) return next();
      res.set(rateHeaders('client', spent.rate, spent.outcome));
      const { granted, retryAfterMs } = spent.outcome;
      next(granted ? undefined : new RateLimited(seconds(retryAfterMs ?? 0)));
    },
  };
}

/** How a client stands to its rate after a request. */
export interface SpentRate {
  readonly rate: Rate;
  readonly outcome: Outcome;
}

/** Counts one request of a client; null: its role may ask at any rate. */
export async function spendRate(
  { rates, store }: Protection,
  caller: Caller | null,
  client: string,
): Promise<SpentRate | null> {
  const rate = valueOf(rates, roleOf(caller));
  if (rate === null) return null;
  const [outcome] = await store.spend([{ client, what: 'requests', units: 1, ...rate }]);
  return outcome === undefined ? null : { rate, outcome };
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
