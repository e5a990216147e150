import { RateLimited } from '../../schema/limit-errors.ts';
import type { Behaviour } from '../behaviour.ts';
import { roleOf } from '../limits/protection-settings.ts';
import { valueOf } from '../limits/read-family.ts';
import { rateHeaders } from '../limits/rate-headers.ts';
import type { Protection } from '../limits/protection.ts';
import type { Clients } from './use-client.ts';
import { requestOf } from './use-request-id.ts';

/** Refuses requests of a client beyond its rate, before their bodies are read, and tells every client how it stands. */
export function useRateLimit({ rates, store }: Protection, clients: Clients): Behaviour {
  return {
    async handler(_req, res, next) {
      const request = requestOf(res);
      const rate = valueOf(rates, roleOf(request.caller));
      if (rate === null) return next();
      const [outcome] = await store.spend([{ client: clients.of(request), what: 'requests', units: 1, ...rate }]);
      if (outcome === undefined) return next();
      res.set(rateHeaders('client', rate, outcome));
      next(outcome.granted ? undefined : new RateLimited(seconds(outcome.retryAfterMs ?? 0)));
    },
  };
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
