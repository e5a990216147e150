import type { Behaviour } from '../behaviour.ts';

/** Answers are data about organisations: nobody keeps them on the way, no page frames them, no browser guesses at them. */
export const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

export function useSecurityHeaders(): Behaviour {
  return {
    handler(_req, res, next) {
      res.set(securityHeaders);
      next();
    },
  };
}
