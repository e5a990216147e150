import { createRemoteJWKSet } from 'jose';
import type { Logger } from 'pino';
import type { Identity } from './identity.ts';
import { createKeyFile } from './key-file.ts';
import { isAddress, type TokenSettings } from './token-settings.ts';
import { createTokenVerifier } from './verify-token.ts';

export interface IdentityParts {
  readonly now: () => number;
  readonly log: Logger;
}

/** What the demo district says of its issuer. */
export interface DemoIssuer {
  readonly jwks: string;
  /** Address at which it gives out tokens. */
  readonly tokens: string;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: string;
}

/** Identity by the tokens of an issuer. Throws when its key file cannot be used; an address is first asked when needed. */
export function openIdentity(settings: TokenSettings, parts: IdentityParts): Identity {
  return identityBy(settings, parts, 'Get a token from the service with which you sign in to this gateway.');
}

/** Identity by the tokens that the demo district gives out to whoever asks. */
export function openDemoIdentity({ algorithm, tokens, ...issuer }: DemoIssuer, parts: IdentityParts): Identity {
  const howToGetOne = `The demo district gives one out at ${tokens}?role=officer:court, or for another role.`;
  return identityBy({ ...issuer, algorithms: [algorithm] }, parts, howToGetOne);
}

function identityBy(settings: TokenSettings, parts: IdentityParts, howToGetOne: string): Identity {
  const { jwks } = settings;
  const keys = isAddress(jwks) ? createRemoteJWKSet(new URL(jwks)) : createKeyFile(jwks, parts);
  return { kind: 'tokens', ...createTokenVerifier({ settings, keys, now: parts.now }), howToGetOne };
}
