import { hash } from 'node:crypto';
import type { JWTHeaderParameters, JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../../schema/caller.ts';

/** A token whose signature and claims were found good. */
export interface VerifiedToken {
  readonly caller: Caller;
  readonly header: JWTHeaderParameters;
  /** With which it was verified, as the issuer's keys give it for this header. */
  readonly key: unknown;
  readonly expiresAtMs: number;
}

export interface VerifiedTokens {
  /** The caller of a token that was verified before, has not expired, and whose key is still the issuer's; null: verify. */
  find(token: string, nowMs: number): Promise<Caller | null>;
  keep(token: string, verified: VerifiedToken): void;
}

/** Clients use a token for minutes; more are verified again, which is only slower. */
const most = 10_000;

/**
 * Remembers good tokens, by their digests, so that a signature is checked once. The issuer's keys are asked each time
 * all the same: a key that it has taken back, or replaced, is believed no longer than without this. Bad ones are not kept.
 */
export function createVerifiedTokens(keys: JWTVerifyGetKey): VerifiedTokens {
  const kept = new LRUCache<string, VerifiedToken>({ max: most });
  return {
    async find(token, nowMs) {
      const digest = digestOf(token);
      const known = kept.get(digest);
      if (known === undefined) return null;
      const isGood = nowMs < known.expiresAtMs && (await keys(known.header, nothing)) === known.key;
      if (!isGood) kept.delete(digest);
      return isGood ? known.caller : null;
    },
    keep: (token, verified) => void kept.set(digestOf(token), verified),
  };
}

/** Which key it is stands in the header alone. */
const nothing = { payload: '', signature: '' };

function digestOf(token: string): string {
  return hash('sha256', token, 'base64');
}
