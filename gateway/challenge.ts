import type { GatewayError } from '../schema/errors.ts';

/** Headers that go with a refusal: whoever was refused for who it is, is told how to say it (RFC 9110, section 11.6.1). */
export function challengeOf({ status }: GatewayError): Readonly<Record<string, string>> {
  return status === 401 ? { 'www-authenticate': 'Bearer' } : {};
}
