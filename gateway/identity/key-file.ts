import { readFileSync } from 'node:fs';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';

export interface KeyFileParts {
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  readonly log: Logger;
}

/** An unknown key makes the file be read again, but strangers can name unknown keys as often as they like. */
const coolDownMs = 5000;
/** After this a key that was taken out of the file is no longer believed, as jose has it for addresses. */
const keptForMs = 10 * 60_000;

/**
 * The issuer's public keys from a file. It is read again when a token names a key that is not known yet, and when what
 * was read is old, so that keys change without a restart. A file that cannot be read then, or is half written, is told
 * to the log, and the keys known before stay. Throws when the file cannot be used at the start.
 */
export function createKeyFile(file: string, { log, now }: KeyFileParts): JWTVerifyGetKey {
  let keys = readKeys(file);
  let readAt = now();
  const readAgain = () => {
    readAt = now();
    try {
      keys = readKeys(file);
    } catch (error) {
      log.error({ err: error }, 'the key file of TOKEN_JWKS cannot be used; the keys known before stay');
    }
  };
  return async (header, token) => {
    if (now() - readAt >= keptForMs) readAgain();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || now() - readAt < coolDownMs) throw error;
      readAgain();
      return await keys(header, token);
    }
  };
}

function readKeys(file: string): ReturnType<typeof createLocalJWKSet> {
  const set = parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(set?.keys) || set.keys.length === 0) throw new Error('the file is no JSON Web Key Set');
  if (set.keys.some((key) => key.kty === 'oct' || key.d !== undefined))
    throw new Error('the file holds a private or a shared key; it must hold public keys only');
  return createLocalJWKSet(set);
}

/** The parser would repeat a part of what it could not read. */
function parse(text: string): JSONWebKeySet | null {
  try {
    return JSON.parse(text) as JSONWebKeySet | null;
  } catch {
    return null;
  }
}
