import type { Outcome, Rate } from './rates.ts';

/** The fields of the IETF draft (draft-ietf-httpapi-ratelimit-headers-10), and the three that most clients still read. */
export function rateHeaders(policy: string, { limit, windowMs }: Rate, { remaining, resetMs }: Outcome) {
  const reset = Math.ceil(resetMs / 1000);
  return {
    'ratelimit-policy': `"${policy}";q=${limit};w=${windowMs / 1000}`,
    ratelimit: `"${policy}";r=${remaining};t=${reset}`,
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(reset),
  };
}
