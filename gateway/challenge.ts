import type { GatewayError } from '../schema/errors.ts';

/**
 * Headers that go with a refusal: whoever was refused for who it is, is told how to say it (RFC 9110, section 11.6.1),
 * and whoever asked too often, when to ask again (section 10.2.3).
 */
export function challengeOf({ facts, status }: GatewayError): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': 'Bearer' };
  return typeof facts.retryAfterSeconds === 'number' ? { 'retry-after': String(facts.retryAfterSeconds) } : {};
}
