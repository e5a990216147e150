import express from 'express';
import { DocumentTooLarge } from '../../schema/errors.ts';
import type { Behaviour } from '../behaviour.ts';

/** Room for the largest document, 1,000 credit codes and more; beyond it the body is not read on. */
const largestBody = 512 * 1024;

/** A body that says itself that it is too large is refused at once: the parser would first wait for all of it. */
export function useJsonBody(): Behaviour {
  const parse = express.json({ limit: largestBody });
  return {
    handler(req, res, next) {
      if (Number(req.headers['content-length'] ?? 0) > largestBody) return next(bodyTooLarge(largestBody));
      parse(req, res, next);
    },
  };
}

export function bodyTooLarge(most: number): DocumentTooLarge {
  return new DocumentTooLarge(`The request has more than ${most} bytes.`, 'Ask for less in one request.', {
    limit: 'bytes',
    most,
  });
}
