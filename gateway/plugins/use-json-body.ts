import express, { type NextFunction, type Request, type Response } from 'express';
import { DocumentTooLarge } from '../../schema/errors.ts';
import type { Behaviour } from '../behaviour.ts';
import { receivedBody } from '../received-body.ts';
import { fileOf } from '../rest/read-call.ts';
import type { RestFile } from '../rest/routes.ts';
import { routeOf } from '../rest/use-rest-call.ts';

/** Room for the largest document, 1,000 credit codes and more; beyond it the body is not read on. */
export const largestBody = 512 * 1024;

/** A body that says itself that it is too large is refused at once: the parser would first wait for all of it. */
export function useJsonBody(): Behaviour {
  const parse = express.json({ limit: largestBody });
  return {
    handler(req, res, next) {
      const body = receivedBody(req);
      if (body !== undefined) return read(req, body, next);
      const file = fileOf(routeOf(res), req);
      if (file !== undefined) return readFile(file, req, res, next);
      if (Number(req.headers['content-length'] ?? 0) > largestBody) return next(bodyTooLarge(largestBody));
      parse(req, res, next);
    },
  };
}

/** What was read before the request came here, as the parser would read it: an object or a list. */
function read(req: Request, body: Buffer, next: NextFunction): void {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value !== 'object' || value === null) throw new SyntaxError('neither an object nor a list');
    req.body = value;
  } catch (error) {
    return next(Object.assign(error as Error, { type: 'entity.parse.failed', status: 400 }));
  }
  next();
}

/** The file of a plain call that brings one; everything of it is read later, by what it is for. */
function readFile(file: RestFile, req: Request, res: Response, next: NextFunction): void {
  if (Number(req.headers['content-length'] ?? 0) > file.mostBytes) return next(bodyTooLarge(file.mostBytes));
  express.raw({ type: file.type, limit: file.mostBytes })(req, res, next);
}

export function bodyTooLarge(most: number): DocumentTooLarge {
  return new DocumentTooLarge(`The request has more than ${most} bytes.`, 'Ask for less in one request.', {
    limit: 'bytes',
    most,
  });
}
