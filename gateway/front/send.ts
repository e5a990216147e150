import type { Logger } from 'pino';
import { rateHeaders } from '../limits/rate-headers.ts';
import { logRequest } from '../plugins/use-request-log.ts';
import type { SpentRate } from '../plugins/use-rate-limit.ts';
import { securityHeaders } from '../plugins/use-security-headers.ts';
import type { Receiver } from './asked.ts';

/** An answer as it goes out. */
export interface Outgoing {
  readonly status: number;
  readonly body: Buffer;
  readonly requestId: string;
  /** How the client stands to its rate; null: it has none. */
  readonly rate: SpentRate | null;
  /** Beside those that every answer has. */
  readonly headers: Readonly<Record<string, string>>;
}

/** With the headers that the application gives its answers. To whoever has gone nothing is sent. */
export function send({ res }: Receiver, { body, headers, rate, requestId, status }: Outgoing): void {
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
