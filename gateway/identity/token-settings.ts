/** Whose tokens are believed. */
export interface TokenSettings {
  /** The issuer's public keys (a JSON Web Key Set): the path of a file, or an http(s) address. */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
}

/** Signatures by a key pair only: with a shared key, whoever checks tokens could make them. */
const known = ['ES256', 'EdDSA', 'RS256'];
const usual = ['ES256', 'EdDSA'];

type Environment = Readonly<Record<string, string | undefined>>;

/** TOKEN_JWKS, TOKEN_ISSUER and TOKEN_AUDIENCE, all or none of them; null: none. What is wrong goes to `faults`. */
export function readTokenSettings(environment: Environment, faults: string[]): TokenSettings | null {
  const { TOKEN_JWKS: jwks, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, TOKEN_ALGORITHMS: list } = environment;
  const needed = Object.entries({ TOKEN_JWKS: jwks, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience });
  const missing = needed.filter(([, value]) => !value).map(([name]) => name);
  if (missing.length === needed.length && !list) return null;
  for (const name of missing) faults.push(`${name}: is needed with the other settings of tokens`);
  const algorithms = list ? list.split(',').map((one) => one.trim()) : usual;
  for (const one of algorithms.filter((algorithm) => !known.includes(algorithm)))
    faults.push(`TOKEN_ALGORITHMS: "${one}" is none of ${known.join(', ')}`);
  if (jwks && isAddress(jwks) && !URL.canParse(jwks)) faults.push(`TOKEN_JWKS: "${jwks}" is no address`);
  if (!jwks || !issuer || !audience) return null;
  return { jwks, issuer, audience, algorithms };
}

export function isAddress(jwks: string): boolean {
  return /^https?:\/\//i.test(jwks);
}
