import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

/** A moment of the machine's clock at which these tests stand still. */
export const now = Date.parse('2026-11-24T08:00:00Z');
export const issuer = 'https://issuer.example';
export const audience = 'credit-gateway';

export interface TestIssuer {
  readonly kid: string;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
  /** A token of a clerk that is good for ten minutes; a claim that is undefined is left out. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
}

export async function createTestIssuer(kid = 'first', alg = 'ES256'): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    kid,
    publicKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg },
    privateJwk: { ...(await exportJWK(privateKey)), kid, alg },
    sign: (claims = {}, header = {}) =>
      new SignJWT(claimsOfClerk(claims)).setProtectedHeader({ alg, kid, ...header }).sign(privateKey),
  };
}

export function claimsOfClerk(changes: Record<string, unknown> = {}): JWTPayload {
  const iat = now / 1000;
  const claims = { iss: issuer, aud: audience, sub: 'account-17', role: 'clerk', iat, exp: iat + 600, ...changes };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
