import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
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
      const request = openRequest(req, res, timeoutMs);
      res.locals.request = request;
      res.set('x-request-id', request.requestId);
      next();
    },
  };
}

/** The object of a request, whose time begins now. */
export function openRequest(req: IncomingMessage, res: ServerResponse, timeoutMs: number): ClientRequest {
  const gone = new AbortController();
  const late = setTimeout(() => gone.abort(new RequestTimedOut(timeoutMs)), timeoutMs);
  res.on('close', () => {
    clearTimeout(late);
    if (!res.writableFinished) gone.abort();
  });
  return {
    requestId: requestIdOf(req),
    fresh: asksAfresh(req),
    caller: null,
    purpose: null,
    levels: [],
    rights: [],
    byGateway: true,
    gone: gone.signal,
    planOnly: false,
    warnings: [],
  };
}

export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && acceptable.test(given) ? given : randomUUID();
}

/** `Cache-Control: no-cache`: what is kept is no answer. */
export function asksAfresh({ headers }: IncomingMessage): boolean {
  const given = headers['cache-control'];
  return given !== undefined && /(^|,)\s*no-cache\s*(,|$)/i.test(given);
}

/** The request object that useRequestId gave. */
export function requestOf(res: Response): ClientRequest {
  return res.locals.request as ClientRequest;
}
