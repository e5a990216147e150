import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Caller } from '../../schema/caller.ts';
import { GatewayError } from '../../schema/errors.ts';
import { IdentityUnavailable, TokenExpired, TokenInvalid } from '../../schema/identity-errors.ts';
import { readCaller } from '../../schema/read-caller.ts';
import type { VerifyToken } from './identity.ts';
import { createVerifiedTokens } from './verified-tokens.ts';
import type { TokenSettings } from './token-settings.ts';

export interface TokenVerifier {
  readonly verify: VerifyToken;
  /** Never rejects: a token that cannot be told to be good is verified. */
  readonly recall: (token: string) => Promise<Caller | null>;
}

export interface VerifierParts {
  readonly settings: Pick<TokenSettings, 'issuer' | 'audience' | 'algorithms'>;
  readonly keys: JWTVerifyGetKey;
  /** Milliseconds of the epoch on this machine's clock: a token is about real time, whatever day the demo shows. */
  readonly now: () => number;
}

/** By how much the clocks of issuer and gateway may differ. */
const toleranceSeconds = 30;
/** A token of ours has some 400 characters; what is longer than this is not taken apart. */
const longestToken = 8192;

/** Checks signature, issuer, audience and times, and reads who asks. Algorithms and claims are named, never inferred. */
export function createTokenVerifier({ keys, now, settings }: VerifierParts): TokenVerifier {
  const { algorithms, audience, issuer } = settings;
  const orAbsent = orUnavailable(keys);
  const verified = createVerifiedTokens(orAbsent);
  const recall = (token: string) => verified.find(token, now()).catch(() => null);
  const verify: VerifyToken = async (token) => {
    if (token.length > longestToken) throw new TokenInvalid(new Error('too long'));
    try {
      const known = await recall(token);
      if (known !== null) return known;
      const { key, payload, protectedHeader } = await jwtVerify(token, orAbsent, {
        algorithms: [...algorithms],
        issuer,
        audience,
        requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub', 'role'],
        clockTolerance: toleranceSeconds,
        currentDate: new Date(now()),
      });
      const caller = callerOf(payload, now());
      verified.keep(token, { caller, header: protectedHeader, key, expiresAtMs: payload.exp! * 1000 });
      return caller;
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      if (error instanceof errors.JWTExpired) throw new TokenExpired(error);
      throw new TokenInvalid(error);
    }
  };
  return { verify, recall };
}

/** That a token names no key of the issuer's is its own fault; that the keys cannot be had is not. */
function orUnavailable(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new IdentityUnavailable(error);
    }
  };
}

function callerOf(payload: JWTPayload, nowMs: number): Caller {
  if (payload.iat! > nowMs / 1000 + toleranceSeconds) throw new TokenInvalid(new Error('iat lies in the future'));
  const read = readCaller(payload);
  if (!read.ok) throw new TokenInvalid(new Error(`claims name no caller: ${read.fault}`));
  return read.caller;
}
