/** The part of the catalogue of errors that is about how much is asked, how often, and by which documents. */
import { GatewayError } from './errors.ts';

/** The operation costs more than its caller may spend on one; counted before anybody is asked. */
export class CostExceeded extends GatewayError {
  readonly code = 'COST_EXCEEDED';
  override readonly status = 400;
  constructor(cost: number, budget: number) {
    super(
      `The operation costs ${cost}; the caller's budget for one is ${budget}.`,
      'Ask about fewer organisations or departments in one request, or for smaller pages.',
      { cost, budget },
    );
  }
}

/** A department was asked about more organisations by this client than its budget for a minute. */
export class DepartmentBudgetExceeded extends GatewayError {
  readonly code = 'DEPARTMENT_BUDGET_EXCEEDED';
  constructor(facts: { readonly department: string; readonly budget: number; readonly retryAt: string | null }) {
    super(
      'The budget of this client for the department is used up; the department was not asked.',
      facts.retryAt === null
        ? 'Ask about fewer organisations at once; nothing may be concluded from this silence.'
        : 'Ask again at retryAt; nothing may be concluded from this silence.',
      facts,
    );
  }
}

/** Too many tokens that are none came from one address; its tokens are not checked for a while. */
export class TooManyBadTokens extends GatewayError {
  readonly code = 'TOO_MANY_BAD_TOKENS';
  override readonly status = 429;
  constructor(retryAfterSeconds: number) {
    super(
      'Too many tokens that are not valid came from this address.',
      `Get a valid token, and send the request again after ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }
}

/** More requests of one client than its rate allows. */
export class RateLimited extends GatewayError {
  readonly code = 'RATE_LIMITED';
  override readonly status = 429;
  constructor(retryAfterSeconds: number) {
    super(
      'This client sends more requests than its rate allows.',
      `Send the request again after ${retryAfterSeconds} s; many organisations are one request: organisations(creditCodes: […]).`,
      { retryAfterSeconds },
    );
  }
}

/** This caller may send trusted documents only, or an id names none of them. */
export class DocumentNotTrusted extends GatewayError {
  readonly code = 'DOCUMENT_NOT_TRUSTED';
  override readonly status = 403;
  constructor(message = 'This gateway answers trusted documents only, and this is none of them.') {
    super(
      message,
      'A document is registered as a file in schema/operations; "npm run operations" then tells its id, to be sent as documentId or extensions.persistedQuery.sha256Hash.',
    );
  }
}

/** The whole request took longer than it may; what was under way was given up. */
export class RequestTimedOut extends GatewayError {
  readonly code = 'REQUEST_TIMED_OUT';
  override readonly status = 504;
  constructor(timeoutMs: number) {
    super(
      `The request was not answered within ${timeoutMs} ms and was given up.`,
      'Ask for less, or again later. A command may have been carried out: send it again with the same idempotencyKey.',
      { timeoutMs },
    );
  }
}
