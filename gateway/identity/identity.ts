import type { Caller } from '../../schema/caller.ts';

/** How the gateway learns who asks. */
export type Identity =
  /** A supergraph of somebody else's: tokens are a matter of its services. */
  | { readonly kind: 'off' }
  /** No issuer of tokens is known: every token, and what needs one, is refused. */
  | { readonly kind: 'not configured' }
  | {
      readonly kind: 'tokens';
      /** Throws TokenInvalid, TokenExpired or IdentityUnavailable. */
      readonly verify: VerifyToken;
      /** A sentence for whoever needs a token. */
      readonly howToGetOne: string;
    };

export type VerifyToken = (token: string) => Promise<Caller>;
