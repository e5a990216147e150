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
      if (Number(req.headers['content-length'] ?? 0) > largestBody)
        return next(bodyTooLarge(largestBody, routeOf(res)?.file));
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
  const refuse = () => next(fileTooLarge(file.mostBytes));
  if (Number(req.headers['content-length'] ?? 0) > file.mostBytes) return refuse();
  express.raw({ type: file.type, limit: file.mostBytes })(req, res, (error?: unknown) =>
    (error as { type?: string } | undefined)?.type === 'entity.too.large' ? refuse() : next(error),
  );
}

/** `file`: as which more could be sent here; undefined: nothing can. */
export function bodyTooLarge(most: number, file?: RestFile): DocumentTooLarge {
  const remedy =
    file === undefined
      ? 'Ask for less in one request.'
      : `Send the file itself in place of JSON: as Content-Type ${file.type}, the other fields in the address.`;
  return new DocumentTooLarge(`The request has more than ${most} bytes.`, remedy, { limit: 'bytes', most });
}

function fileTooLarge(most: number): DocumentTooLarge {
  return new DocumentTooLarge(
    `The file has more than ${most} bytes (${most / 1024 / 1024} MiB).`,
    'Remove pictures, old sheets and formats of empty cells from the workbook, and send it again.',
    { limit: 'bytes', most },
  );
}
