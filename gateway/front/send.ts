import type { Logger } from 'pino';
import { InternalError } from '../../schema/errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import { bodyBytes } from '../answer-text.ts';
import { rateHeaders } from '../limits/rate-headers.ts';
import { withRequestId } from '../plugins/mask-error.ts';
import { logRequest } from '../plugins/use-request-log.ts';
import { securityHeaders } from '../plugins/use-security-headers.ts';
import type { Receiver } from './asked.ts';

/** An answer as it goes out. */
export interface Outgoing {
  readonly status: number;
  readonly body: Buffer;
  readonly requestId: string;
  /** Beside those that every answer has. */
  readonly headers: Readonly<Record<string, string>>;
}

/** With the headers that the application gives its answers. To whoever has gone nothing is sent. */
export function send(
  { rate, res }: Pick<Receiver, 'rate' | 'res'>,
  { body, headers, requestId, status }: Outgoing,
): void {
  if (res.destroyed) return;
  res.writeHead(status, {
    ...securityHeaders,
    ...(rate === null ? nothing : rateHeaders('client', rate.rate, rate.outcome)),
    'x-request-id': requestId,
    'content-type': 'application/json; charset=utf-8',
    ...headers,
    'content-length': body.length,
  });
  res.end(body);
}

const nothing = {};

/** What nobody foresaw, as a client is told it; its cause goes to the log, under the same id. */
export function failureOf(error: unknown, requestId: string): Pick<Outgoing, 'status' | 'headers' | 'body'> {
  const failure = new InternalError(error);
  const told = withRequestId(formatGatewayError(failure), requestId);
  return { status: failure.status, headers: {}, body: bodyBytes({ errors: [told] }) };
}

/** Where the log takes such lines at all: waiting for the end of each response would cost more than writing them does. */
export function logAtEnd(
  { res, startedAt }: Receiver,
  { log, operation, requestId }: { log: Logger; operation: () => string | undefined; requestId: string },
): void {
  if (!log.isLevelEnabled('info')) return;
  const request = { requestId };
  res.on('close', () =>
    logRequest(log, { request, method: 'POST', path: '/graphql', operation: operation(), res, startedAt }),
  );
}
