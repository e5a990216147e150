import express, { type NextFunction, type Request, type Response } from 'express';
import { DocumentTooLarge } from '../../schema/errors.ts';
import type { Behaviour } from '../behaviour.ts';
import { fileOf } from '../rest/read-call.ts';
import type { RestFile } from '../rest/routes.ts';
import { routeOf } from '../rest/use-rest-call.ts';

/** Room for the largest document, 1,000 credit codes and more; beyond it the body is not read on. */
const largestBody = 512 * 1024;

/** A body that says itself that it is too large is refused at once: the parser would first wait for all of it. */
export function useJsonBody(): Behaviour {
  const parse = express.json({ limit: largestBody });
  return {
    handler(req, res, next) {
      const file = fileOf(routeOf(res), req);
      if (file !== undefined) return readFile(file, req, res, next);
      if (Number(req.headers['content-length'] ?? 0) > largestBody) return next(bodyTooLarge(largestBody));
      parse(req, res, next);
    },
  };
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
