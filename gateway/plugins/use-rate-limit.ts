import type { Response } from 'express';
import { RateLimited } from '../../schema/limit-errors.ts';
import type { Behaviour } from '../behaviour.ts';
import { roleOf } from '../limits/protection-settings.ts';
import { valueOf } from '../limits/read-family.ts';
import type { Outcome, Rate } from '../limits/rates.ts';
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
      tell(res, rate, outcome);
      next(outcome.granted ? undefined : new RateLimited(seconds(outcome.retryAfterMs ?? 0)));
    },
  };
}

/** The fields of the IETF draft (draft-ietf-httpapi-ratelimit-headers-10), and the three that most clients still read. */
function tell(res: Response, { limit, windowMs }: Rate, { remaining, resetMs }: Outcome): void {
  const reset = seconds(resetMs);
  res.set({
    'ratelimit-policy': `"client";q=${limit};w=${windowMs / 1000}`,
    ratelimit: `"client";r=${remaining};t=${reset}`,
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(reset),
  });
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
