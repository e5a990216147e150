import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { CallerClaims } from '../schema/read-caller.ts';

/** Gives out tokens to whoever asks, in any role: it exists in the demo district only. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: string;
  readonly publicKeys: JSONWebKeySet;
  issue(claims: CallerClaims): Promise<IssuedToken>;
}

export interface IssuedToken {
  readonly token: string;
  /** ISO instant, UTC. */
  readonly expiresAt: string;
}

const algorithm = 'ES256';
const issuer = 'urn:demo-district:issuer';
const audience = 'urn:demo-district:gateway';
const validForSeconds = 3600;

/**
 * An issuer with a key pair of its own that is never written down: tokens of an earlier start are worth nothing.
 * Times are those of the machine (`now`, milliseconds of the epoch), whatever day the demo's clock shows.
 */
export async function createIssuer(now: () => number): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const kid = randomUUID();
  const publicKeys = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }] };
  return {
    issuer,
    audience,
    algorithm,
    publicKeys,
    async issue(claims) {
      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = issuedAt + validForSeconds;
      const token = await new SignJWT({ ...claims } as JWTPayload)
        .setProtectedHeader({ alg: algorithm, kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .setJti(randomUUID())
        .sign(privateKey);
      return { token, expiresAt: new Date(expiresAt * 1000).toISOString() };
    },
  };
}
