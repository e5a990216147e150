import { readTokenRole } from '../../demo/token-role.ts';
import type { Identity } from '../../gateway/identity/identity.ts';
import { TokenInvalid } from '../../schema/identity-errors.ts';
import { readCaller } from '../../schema/read-caller.ts';

/** An issuer whose tokens are their claims, for tests that are about something else than tokens. */
export const plainTokens: Identity = {
  kind: 'tokens',
  howToGetOne: 'Tests make their own.',
  async verify(token) {
    const read = readCaller(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as object);
    if (!read.ok) throw new TokenInvalid(new Error(read.fault));
    return read.caller;
  },
};

/** Headers of a caller in a role as the demo names it: `analyst`, `officer:court`, `representative:<creditCode>`. */
export function as(role: string, purpose = 'DEVELOPMENT_TEST', caseNumber?: string): Record<string, string> {
  const read = readTokenRole(role);
  if (!read.ok) throw new Error(read.message);
  const token = Buffer.from(JSON.stringify(read.claims)).toString('base64url');
  return {
    authorization: `Bearer ${token}`,
    ...(purpose === '' ? {} : { 'x-purpose': purpose }),
    ...(caseNumber === undefined ? {} : { 'x-case': encodeURIComponent(caseNumber) }),
  };
}
