import type { Logger } from 'pino';
import { DisclosureLogUnavailable } from '../../schema/disclosure-errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import type { Accounts } from '../disclosures/accounts.ts';
import { lateAfter, type Disclosed } from '../disclosures/disclose.ts';
import type { Receiver } from '../front/asked.ts';
import { logAtEnd, send } from '../front/send.ts';
import { spendSections } from '../limits/section-budgets.ts';
import type { Protection } from '../limits/protection.ts';
import { requestIdOf } from '../plugins/use-request-id.ts';
import type { KeptAnswer } from './kept-answer.ts';

export interface GivingParts {
  readonly accounts: Accounts;
  readonly protection: Protection;
  readonly requestTimeoutMs: number;
  readonly log: Logger;
  /** Milliseconds of the district's clock. */
  readonly now: () => number;
}

/**
 * Gives an answer that was kept as any other is given: counted against budgets, and written down first. false: the
 * client is over one of them; nothing has been sent, and whoever executes it says so.
 */
export async function give(answer: KeptAnswer, receiver: Receiver, parts: GivingParts): Promise<boolean> {
  const { by, purpose, req } = receiver;
  const { log, now, protection } = parts;
  if (answer.sections.size > 0) {
    const over = await spendSections(answer, by.client, protection);
    if (over.size > 0) return false;
  }
  const requestId = requestIdOf(req);
  const request = { requestId, caller: by.caller, purpose, levels: by.levels, rights: by.named };
  logAtEnd(receiver, { log, requestId, operation: () => answer.operationName ?? undefined });
  const { body, status } = await written(answer, request, parts);
  const age = String(Math.max(0, Math.floor((now() - answer.madeAtMs) / 1000)));
  send(receiver, { status, body, requestId, headers: { age } });
  return true;
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
