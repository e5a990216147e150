import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Purpose } from '../../schema/access/purpose.ts';
import { DisclosureLogUnavailable } from '../../schema/disclosure-errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import type { Accounts } from '../disclosures/accounts.ts';
import { lateAfter, type Disclosed } from '../disclosures/disclose.ts';
import { spendSections } from '../limits/section-budgets.ts';
import type { Protection } from '../limits/protection.ts';
import { requestIdOf } from '../plugins/use-request-id.ts';
import { rateHeaders } from '../limits/rate-headers.ts';
import { spendRate } from '../plugins/use-rate-limit.ts';
import { logRequest } from '../plugins/use-request-log.ts';
import { securityHeaders } from '../plugins/use-security-headers.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { KnownCaller } from './known-callers.ts';

export interface GivingParts {
  readonly accounts: Accounts;
  readonly protection: Protection;
  readonly requestTimeoutMs: number;
  readonly log: Logger;
  /** Milliseconds of the district's clock. */
  readonly now: () => number;
}

/** To whom an answer is given. */
export interface Receiver {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly by: KnownCaller;
  readonly purpose: Purpose | null;
  readonly startedAt: number;
}

/**
 * Gives an answer that was kept as any other is given: counted against rate and budgets, and written down first.
 * false: the client is over one of them; nothing has been sent, and the usual way says so.
 */
export async function give(answer: KeptAnswer, receiver: Receiver, parts: GivingParts): Promise<boolean> {
  const { by, purpose, req, res } = receiver;
  const { now, protection } = parts;
  const rate = await spendRate(protection, by.caller, by.client);
  if (rate !== null && !rate.outcome.granted) return false;
  if (answer.sections.size > 0) {
    const over = await spendSections(answer, by.client, protection);
    if (over.size > 0) return false;
  }
  const request = { requestId: requestIdOf(req), caller: by.caller, purpose, levels: by.levels, rights: by.named };
  logOnce(answer, receiver, request.requestId, parts);
  const { body, status } = await written(answer, request, parts);
  if (res.destroyed) return true;
  const age = String(Math.max(0, Math.floor((now() - answer.madeAtMs) / 1000)));
  res.writeHead(status, {
    ...securityHeaders,
    ...(rate === null ? nothing : rateHeaders('client', rate.rate, rate.outcome)),
    'x-request-id': request.requestId,
    'content-type': 'application/json; charset=utf-8',
    age,
    'content-length': body.length,
  });
  res.end(body);
  return true;
}

const nothing = {};

/** Where the log takes such lines at all: waiting for the end of each response would cost more than writing them does. */
function logOnce({ operationName }: KeptAnswer, receiver: Receiver, requestId: string, { log }: GivingParts): void {
  if (!log.isLevelEnabled('info')) return;
  const { res, startedAt } = receiver;
  const operation = operationName ?? undefined;
  const request = { requestId };
  res.on('close', () => logRequest(log, { request, method: 'POST', path: '/graphql', operation, res, startedAt }));
}

/** What cannot be written down is not given. */
async function written(answer: KeptAnswer, request: Disclosed, { accounts, log, requestTimeoutMs }: GivingParts) {
  try {
    await accounts.disclose(request, answer, lateAfter(requestTimeoutMs));
    return answer;
  } catch (error) {
    const refusal = error instanceof DisclosureLogUnavailable ? error : new DisclosureLogUnavailable(error);
    log.error({ requestId: request.requestId, err: refusal.cause }, 'a disclosure cannot be written down');
    const body = Buffer.from(`${JSON.stringify({ errors: [formatGatewayError(refusal)] })}\n`);
    return { status: refusal.status, body };
  }
}
