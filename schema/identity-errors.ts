/** The part of the catalogue of errors that is about who asks. None says why: that is told to the log only. */
import { GatewayError } from './errors.ts';

abstract class IdentityError extends GatewayError {
  override readonly status: number = 401;
}

/** The token is not one of the issuer's for this gateway, or its claims name no caller. */
export class TokenInvalid extends IdentityError {
  readonly code = 'TOKEN_INVALID';
  constructor(cause?: unknown) {
    super(
      'The token of this request is not accepted.',
      'Sign in again, and send the token once, as "Authorization: Bearer <token>".',
      {},
      cause,
    );
  }
}

/** The token was a good one until its `exp`. */
export class TokenExpired extends IdentityError {
  readonly code = 'TOKEN_EXPIRED';
  constructor(cause?: unknown) {
    super('The token of this request has expired.', 'Get a new token and send the request again.', {}, cause);
  }
}

/** What changes something, or is not for everybody, is asked for by somebody: it needs a token. */
export class TokenMissing extends IdentityError {
  readonly code = 'TOKEN_MISSING';
  constructor(howToGetOne = 'Get a token of your role.') {
    super('This needs a token that says who asks.', `${howToGetOne} Send it as "Authorization: Bearer <token>".`);
  }
}

/** The gateway has no issuer of tokens: it can believe none, and carries out no mutation. */
export class IdentityNotConfigured extends IdentityError {
  readonly code = 'IDENTITY_NOT_CONFIGURED';
  constructor() {
    super(
      'This gateway accepts no tokens, because it was not told whose.',
      'The operator has to set TOKEN_JWKS, TOKEN_ISSUER and TOKEN_AUDIENCE; queries without a token are answered.',
    );
  }
}

/** The issuer's keys cannot be had at the moment: no token can be checked, and none is believed. */
export class IdentityUnavailable extends IdentityError {
  readonly code = 'IDENTITY_UNAVAILABLE';
  override readonly status = 503;
  constructor(cause?: unknown) {
    super('Tokens cannot be checked at the moment.', 'Send the request again later.', {}, cause);
  }
}

/** A host of subgraphs was asked by somebody who does not hold the key that it shares with its gateway. */
export class InternalRequestRefused extends IdentityError {
  readonly code = 'INTERNAL_REQUEST_REFUSED';
  constructor(cause?: unknown) {
    super(
      'This host answers its own gateway only.',
      'Gateway and host need the same INTERNAL_KEY, and clocks that differ by less than a minute.',
      {},
      cause,
    );
  }
}
