import type { Logger } from 'pino';
import { GatewayError, InternalError, RequestUnreadable } from '../../schema/errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import type { Behaviour } from '../behaviour.ts';
import { challengeOf } from '../challenge.ts';
import { withRequestId } from './mask-error.ts';
import { bodyTooLarge } from './use-json-body.ts';
import { requestOf } from './use-request-id.ts';

/** Answers, in GraphQL's shape, requests that were refused before they came to GraphQL. */
export function useRefusals(log: Logger): Behaviour {
  return {
    errorHandler(error, _req, res, next) {
      if (res.headersSent) return next(error);
      const { requestId } = requestOf(res);
      const refusal = refusalOf(error);
      if (refusal instanceof InternalError) log.error({ requestId, err: error }, 'a request failed');
      res
        .status(refusal.status)
        .set(challengeOf(refusal))
        .json({ errors: [withRequestId(formatGatewayError(refusal), requestId)] });
    },
  };
}

/** Any error as one of the catalogue; `example`: a body that could be read. `type` and `status` are those of express's body parser. */
export function refusalOf(error: unknown, example = '{"query": "…", "variables": {…}}'): GatewayError {
  if (error instanceof GatewayError) return error;
  const { limit, status, type } = (error ?? {}) as { limit?: number; status?: number; type?: string };
  if (type === 'entity.too.large' && limit !== undefined) return bodyTooLarge(limit);
  if (type === 'entity.parse.failed')
    return new RequestUnreadable('The body of the request is not JSON.', `Send ${example}.`);
  if (status !== undefined && status >= 400 && status < 500) {
    return new RequestUnreadable('The request cannot be read.', 'Send JSON in UTF-8.', status);
  }
  return new InternalError(error);
}
