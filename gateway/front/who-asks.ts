import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../../schema/caller.ts';
import type { Access } from '../access/access.ts';
import type { Identity } from '../identity/identity.ts';
import { isGivenTwice, readBearer } from '../identity/read-bearer.ts';
import { clientKey } from '../limits/client-key.ts';
import type { Protection } from '../limits/protection.ts';
import { createKnownCallers, isBelieved, knownCaller, type KnownCaller } from './known-callers.ts';

export interface WhoAsksParts {
  readonly access: Access | null;
  readonly identity: Identity;
  readonly protection: Protection;
}

/** null: it is not known here who asks; the usual way finds out, or refuses. */
export type WhoAsks = (req: IncomingMessage) => Promise<KnownCaller | null> | KnownCaller | null;

export function createWhoAsks(parts: WhoAsksParts): WhoAsks {
  return parts.identity.kind === 'tokens' ? byToken(parts.identity, parts.access) : byAddress(parts);
}

type ByTokens = Extract<Identity, { readonly kind: 'tokens' }>;

/**
 * Whom a connection last spoke for: as a rule the next request brings the same header, and it is not read again. Kept no
 * longer than the connection.
 */
interface LastOf {
  readonly authorization: string;
  readonly by: KnownCaller;
}

function byToken(identity: ByTokens, access: Access | null): WhoAsks {
  const callers = createKnownCallers({ recall: recallOf(identity), access });
  const last = new WeakMap<Socket, LastOf>();
  return (req) => {
    const { authorization } = req.headers;
    if (authorization === undefined) return null;
    const before = last.get(req.socket);
    if (before?.authorization === authorization && isBelieved(before.by) && !isGivenTwice(req.rawHeaders))
      return before.by;
    const by = readCaller(req, callers);
    if (by !== null && !(by instanceof Promise)) last.set(req.socket, { authorization, by });
    return by;
  };
}

function readCaller(req: IncomingMessage, callers: ReturnType<typeof createKnownCallers>): ReturnType<WhoAsks> {
  try {
    const token = readBearer(req);
    return token === null ? null : callers(token);
  } catch {
    return null;
  }
}

/** Where an issuer's tokens cannot be told again at little cost, they are verified; who is refused goes the usual way. */
function recallOf({ recall, verify }: ByTokens): (token: string) => Promise<Caller | null> {
  return recall ?? ((token) => verify(token).catch(() => null));
}

/** Where nobody has to say who they are: counted by address, unless a proxy stands before it. */
function byAddress({ access, identity, protection }: WhoAsksParts): WhoAsks {
  const known = new LRUCache<string, KnownCaller>({ max: 1000 });
  if (identity.kind !== 'off' || protection.trustedProxies.length > 0) return () => null;
  const always = { believedUntil: Number.POSITIVE_INFINITY, isGoodNow: async () => true };
  return ({ socket: { remoteAddress: address = '' } }) => {
    const found = known.get(address);
    if (found !== undefined) return found;
    const nobody = knownCaller({ caller: null, client: clientKey(null, address), ...always }, access);
    known.set(address, nobody);
    return nobody;
  };
}
