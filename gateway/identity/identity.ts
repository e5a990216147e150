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
      /** The caller of a token that was found good before and still is, at little cost; null: it has to be verified. */
      readonly recall?: (token: string) => Promise<Caller | null>;
      /** A sentence for whoever needs a token. */
      readonly howToGetOne: string;
    };

export type VerifyToken = (token: string) => Promise<Caller>;
