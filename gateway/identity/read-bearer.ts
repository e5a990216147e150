import type { IncomingMessage } from 'node:http';
import { TokenInvalid } from '../../schema/identity-errors.ts';

/** RFC 6750, section 2.1. */
const bearer = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * The token of a request; null: it brings none. Throws TokenInvalid for credentials of any other form: whoever sends
 * some wants to be known, and is not taken for nobody. Node itself would keep the first of two headers.
 */
export function readBearer({ headersDistinct }: IncomingMessage): string | null {
  const [first, ...others] = headersDistinct.authorization ?? [];
  if (first === undefined) return null;
  if (others.length > 0) throw new TokenInvalid(new Error('two Authorization headers'));
  const [, token] = bearer.exec(first.trim()) ?? [];
  if (token === undefined) throw new TokenInvalid(new Error('Authorization is no bearer token'));
  return token;
}
