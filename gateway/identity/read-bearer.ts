import type { IncomingMessage } from 'node:http';
import { TokenInvalid } from '../../schema/identity-errors.ts';

/** RFC 6750, section 2.1. */
const bearer = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * The token of a request; null: it brings none. Throws TokenInvalid for credentials of any other form: whoever sends
 * some wants to be known, and is not taken for nobody. Node itself would keep the first of two headers.
 */
export function readBearer({ headers: { authorization }, rawHeaders }: IncomingMessage): string | null {
  if (authorization === undefined) return null;
  if (isGivenTwice(rawHeaders)) throw new TokenInvalid(new Error('two Authorization headers'));
  const [, token] = bearer.exec(authorization.trim()) ?? [];
  if (token === undefined) throw new TokenInvalid(new Error('Authorization is no bearer token'));
  return token;
}

const name = 'authorization';

/** Whether the header stands twice. `rawHeaders`: names and values in turn, as they came. */
export function isGivenTwice(rawHeaders: readonly string[]): boolean {
  let times = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const given = rawHeaders[at]!;
    if (given.length === name.length && given.toLowerCase() === name) times += 1;
  }
  return times > 1;
}
