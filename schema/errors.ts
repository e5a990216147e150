/**
 * The catalogue of errors that a client can meet: one class a failure, each with a stable code.
 * `message` says what was wrong, `remedy` how to put it right; both are safe to show: no address, no stack,
 * nothing of a department's own answer. What is for the log only goes into `cause`.
 */
export abstract class GatewayError extends Error {
  abstract readonly code: string;
  /** HTTP status when the error refuses the whole request. */
  readonly status: number = 200;
  readonly remedy: string;
  /** Further facts for `extensions`, e.g. the department or the time to ask again. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(message: string, remedy: string, facts: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.remedy = remedy;
    this.facts = facts;
  }
}

/** The credit code cannot be one: form, check digit or authority (GB 32100-2015). */
export class CreditCodeInvalid extends GatewayError {
  readonly code = 'CREDIT_CODE_INVALID';
}

/** An argument is outside what the schema's description allows. */
export class ArgumentInvalid extends GatewayError {
  readonly code = 'ARGUMENT_INVALID';
}

/** More organisations in one request than the limit. */
export class TooManyOrganisations extends GatewayError {
  readonly code = 'TOO_MANY_ORGANISATIONS';
}

/** The request document is larger or deeper than the gateway accepts. */
export class DocumentTooLarge extends GatewayError {
  readonly code = 'DOCUMENT_TOO_LARGE';
  override readonly status = 413;
}

/** What every failure of a department carries: `department`, and `retryAt` or `nextExpected` where they are known. */
export interface DepartmentFacts {
  readonly department: string;
  /** ISO instant from which asking again makes sense. */
  readonly retryAt?: string;
  /** ISO instant at which the department is expected to answer or deliver again. */
  readonly nextExpected?: string;
}

/** A department's system gave no usable answer; the section's state is UNAVAILABLE (or STALE where older data is kept). */
export abstract class DepartmentError extends GatewayError {
  declare readonly facts: Readonly<Record<string, unknown>> & DepartmentFacts;

  constructor(message: string, remedy: string, facts: DepartmentFacts, cause?: unknown) {
    super(message, remedy, { ...facts }, cause);
  }
}

/** Dead, slow, refusing connections, or still writing what it delivers. */
export class DepartmentUnavailable extends DepartmentError {
  readonly code = 'DEPARTMENT_UNAVAILABLE';
  constructor(facts: DepartmentFacts, cause?: unknown) {
    super(
      'The department did not answer.',
      'Ask again later; nothing may be concluded from its silence.',
      facts,
      cause,
    );
  }
}

/** The system says that it is busy, or its stated rate is used up. */
export class DepartmentBusy extends DepartmentError {
  readonly code = 'DEPARTMENT_BUSY';
  constructor(facts: DepartmentFacts, cause?: unknown) {
    super('The department is busy or its permitted rate is used up.', 'Ask again at retryAt.', facts, cause);
  }
}

/** The department's announced maintenance window. */
export class DepartmentMaintenance extends DepartmentError {
  readonly code = 'DEPARTMENT_MAINTENANCE';
  constructor(facts: DepartmentFacts, cause?: unknown) {
    super('The department is in its maintenance window.', 'Ask again at nextExpected.', facts, cause);
  }
}

/** Answered, but with garbage: a bad signature, a count that does not match, an unreadable format. */
export class DepartmentAnswerInvalid extends DepartmentError {
  readonly code = 'DEPARTMENT_ANSWER_INVALID';
  constructor(facts: DepartmentFacts, cause?: unknown) {
    super(
      'The department answered with something that cannot be relied on; none of it was taken over.',
      'Ask again later; the department has to repair its answer.',
      facts,
      cause,
    );
  }
}

/** The system refused our credentials or parameters. */
export class DepartmentRefused extends DepartmentError {
  readonly code = 'DEPARTMENT_REFUSED';
  constructor(facts: DepartmentFacts, cause?: unknown) {
    super(
      'The department refused the request of this gateway.',
      'The operator has to check the account that the gateway uses with this department.',
      facts,
      cause,
    );
  }
}

/** The request document asks for more parts, or more deeply nested ones, than the gateway accepts. */
export class DocumentTooComplex extends GatewayError {
  readonly code = 'DOCUMENT_TOO_COMPLEX';
  override readonly status = 400;
  constructor(limit: string, most: number) {
    super(
      `The document exceeds the limit of ${most} for ${limit}.`,
      'Ask for less in one request; many organisations are one field: organisations(creditCodes: […]).',
      { limit, most },
    );
  }
}

/** The HTTP request could not be read: malformed JSON, a wrong encoding, an unknown operation name. */
export class RequestUnreadable extends GatewayError {
  readonly code = 'BAD_REQUEST';
  override readonly status: number;
  constructor(message: string, remedy: string, status = 400) {
    super(message, remedy);
    this.status = status;
  }
}

/** Nothing is served at this address. */
export class NotFound extends GatewayError {
  readonly code = 'NOT_FOUND';
  override readonly status = 404;
  constructor() {
    super('There is nothing at this address.', 'GraphQL is at /graphql, the explorer at /explorer.');
  }
}

/** An address of the plain HTTP interface without its last part, as of an empty variable of a script. */
export class AddressTooShort extends GatewayError {
  readonly code = 'NOT_FOUND';
  override readonly status = 404;
  constructor(name: string, address: string) {
    super(`The address has no ${name}.`, `Ask ${address}.`);
  }
}

/** The process that serves the register does not answer: no name, no status, no search. */
export class RegisterUnavailable extends GatewayError {
  readonly code = 'REGISTER_UNAVAILABLE';
  constructor(facts: { readonly retryAt: string }, cause?: unknown) {
    super('The register did not answer.', 'Ask again at retryAt.', facts, cause);
  }
}

/** A service behind the gateway other than a department or the register does not answer. */
export class ServiceUnavailable extends GatewayError {
  readonly code = 'SERVICE_UNAVAILABLE';
  constructor(facts: { readonly retryAt: string }, cause?: unknown) {
    super('A service that this field needs did not answer.', 'Ask again at retryAt.', facts, cause);
  }
}

/** A service behind the gateway answered with a value that its schema does not allow; the value is left out. */
export class ServiceAnswerInvalid extends GatewayError {
  readonly code = 'SERVICE_ANSWER_INVALID';
  constructor(cause?: unknown) {
    super(
      'A service answered with a value that its schema does not allow; it was left out.',
      'The service has to repair its answer.',
      {},
      cause,
    );
  }
}

/** What everything unforeseen becomes for the client; the log has the rest under the request id. */
export class InternalError extends GatewayError {
  readonly code = 'INTERNAL_ERROR';
  override readonly status = 500;
  constructor(cause?: unknown) {
    super(
      'An internal error occurred.',
      'Report the requestId to the operator, who finds the cause in the log.',
      {},
      cause,
    );
  }
}
