import express, { type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import { askingNobody, type Asking } from '../schema/asking.ts';
import { formatGatewayError } from '../schema/format-error.ts';
import { InternalRequestRefused } from '../schema/identity-errors.ts';
import type { VerifyInternally } from '../schema/internal-request.ts';

/** Takes requests of our own gateway only: reads the body as it was signed, and who asks. */
export function receiveSigned(verify: VerifyInternally, limit: string, log: Logger | undefined): RequestHandler[] {
  return [
    (request, response, next) => {
      // What is not even signed is not read.
      if (request.get('x-gateway-signature') !== undefined) return next();
      refuse(response, new InternalRequestRefused());
    },
    express.raw({ type: () => true, limit, inflate: false }),
    (request, response, next) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      try {
        const { method, originalUrl: path } = request;
        response.locals.asking = verify({ method, path, body }, (name) => request.get(name));
      } catch (error) {
        const refusal = error instanceof InternalRequestRefused ? error : new InternalRequestRefused(error);
        log?.warn({ path: request.path, err: refusal.cause }, 'a request was refused');
        return refuse(response, refusal);
      }
      request.body = readJson(body);
      next();
    },
  ];
}

/** Who asks, as the signed request says; nobody where requests are not signed. */
export function askingOf(response: Response): Asking {
  return (response.locals.asking as Asking | undefined) ?? askingNobody;
}

function refuse(response: Response, refusal: InternalRequestRefused): void {
  response.status(refusal.status).json({ errors: [formatGatewayError(refusal)] });
}

/** undefined: no JSON; the request is then answered like one without a query. */
function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
