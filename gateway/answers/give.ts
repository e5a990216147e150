import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Purpose } from '../../schema/access/purpose.ts';
import { DisclosureLogUnavailable } from '../../schema/disclosure-errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Accounts } from '../disclosures/accounts.ts';
import { spendSections } from '../limits/section-budgets.ts';
import type { Protection } from '../limits/protection.ts';
import { openRequest } from '../plugins/use-request-id.ts';
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
  const { by, purpose, req, res, startedAt } = receiver;
  const { accounts, log, now, protection, requestTimeoutMs } = parts;
  const rate = await spendRate(protection, by.caller, by.client);
  if (rate !== null && !rate.outcome.granted) return false;
  const request = openRequest(req, res, requestTimeoutMs);
  request.caller = by.caller;
  request.purpose = purpose;
  request.levels = by.levels;
  request.rights = by.named;
  if (answer.sections.size > 0) {
    const over = await spendSections(answer, by.client, protection);
    if (over.size > 0) return false;
  }
  const operation = answer.operationName ?? undefined;
  res.on('close', () => logRequest(log, { request, method: 'POST', path: '/graphql', operation, res, startedAt }));
  const headers = {
    ...securityHeaders,
    ...(rate === null ? {} : rateHeaders('client', rate.rate, rate.outcome)),
    'x-request-id': request.requestId,
  };
  const { body, status } = await written(answer, request, accounts, log);
  if (!res.destroyed) {
    const age = String(Math.max(0, Math.floor((now() - answer.madeAtMs) / 1000)));
    res.writeHead(status, { ...headers, ...ofBody, age, 'content-length': body.length });
    res.end(body);
  }
  return true;
}

const ofBody = { 'content-type': 'application/json; charset=utf-8' };

/** What cannot be written down is not given. */
async function written(answer: KeptAnswer, request: ClientRequest, { disclose }: Accounts, log: Logger) {
  try {
    await disclose(request, answer);
    return answer;
  } catch (error) {
    const refusal = error instanceof DisclosureLogUnavailable ? error : new DisclosureLogUnavailable(error);
    log.error({ requestId: request.requestId, err: refusal.cause }, 'a disclosure cannot be written down');
    const body = Buffer.from(`${JSON.stringify({ errors: [formatGatewayError(refusal)] })}\n`);
    return { status: refusal.status, body };
  }
}
