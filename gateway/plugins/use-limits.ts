import type { Behaviour } from '../behaviour.ts';
import { createDocumentCheck, type Limits } from '../limits/check-document.ts';

/** Refuses documents that are too large or too complex before anything else reads them. */
export function useLimits(limits: Limits): Behaviour {
  const check = createDocumentCheck(limits);
  return {
    handler(req, _res, next) {
      const document: unknown =
        req.method === 'GET' ? req.query.query : (req.body as { query?: unknown } | undefined)?.query;
      const refusal = typeof document === 'string' ? check(document) : null;
      next(refusal ?? undefined);
    },
  };
}
