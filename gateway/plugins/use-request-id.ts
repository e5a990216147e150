import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { RequestTimedOut } from '../../schema/limit-errors.ts';
import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest } from '../client-request.ts';

const acceptable = /^[\w.:-]{1,64}$/;

/**
 * Gives each request its id (the client's own, when it is a harmless one) and the object that lives as long as it does,
 * for `timeoutMs` at most.
 */
export function useRequestId(timeoutMs: number): Behaviour {
  return {
    handler(req, res, next) {
      const given = req.get('x-request-id') ?? '';
      const requestId = acceptable.test(given) ? given : randomUUID();
      const gone = new AbortController();
      const late = setTimeout(() => gone.abort(new RequestTimedOut(timeoutMs)), timeoutMs);
      res.on('close', () => {
        clearTimeout(late);
        if (!res.writableFinished) gone.abort();
      });
      const fresh = /(^|,)\s*no-cache\s*(,|$)/i.test(req.get('cache-control') ?? '');
      const request: ClientRequest = {
        requestId,
        fresh,
        caller: null,
        purpose: null,
        levels: [],
        rights: [],
        byGateway: true,
        gone: gone.signal,
        planOnly: false,
        warnings: [],
      };
      res.locals.request = request;
      res.set('x-request-id', requestId);
      next();
    },
  };
}

/** The request object that useRequestId gave. */
export function requestOf(res: Response): ClientRequest {
  return res.locals.request as ClientRequest;
}
