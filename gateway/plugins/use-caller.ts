import type { Request, Response } from 'express';
import { OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from '../../schema/caller.ts';
import { GatewayError } from '../../schema/errors.ts';
import {
  IdentityNotConfigured,
  IdentityUnavailable,
  TokenExpired,
  TokenInvalid,
  TokenMissing,
} from '../../schema/identity-errors.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Identity } from '../identity/identity.ts';
import type { BadTokens } from '../limits/bad-tokens.ts';
import { rateHeaders } from '../limits/rate-headers.ts';
import { readBearer } from '../identity/read-bearer.ts';
import { toGraphQLError } from '../to-graphql-error.ts';
import { requestOf } from './use-request-id.ts';

/** What is answered to callers who bring no token. */
export type WithoutToken = 'nothing' | 'queries';

export interface CallerParts {
  readonly badTokens: BadTokens;
  readonly log: Logger;
  readonly withoutToken: WithoutToken;
}

/**
 * Sets who asks, from the token and from nothing else. A bad token refuses the whole request. Without a token a
 * mutation, and unless `withoutToken` says otherwise a query too, is refused before it is planned. An address with too
 * many bad ones is not heard for a while.
 */
export function useCaller(identity: Identity, { badTokens, log, withoutToken }: CallerParts): Behaviour {
  if (identity.kind === 'off') return {};
  return {
    async handler(req, res, next) {
      const request = requestOf(res);
      try {
        request.caller = await callerOf(req, identity, badTokens);
      } catch (thrown) {
        const error = await counted(thrown, { badTokens, req, res });
        log.warn({ requestId: request.requestId, ...told(error) }, 'a token was refused');
        return next(error);
      }
      next();
    },
    plugin: {
      async requestDidStart() {
        return {
          async didResolveOperation({ contextValue: { request }, operation, schema }) {
            if (request.caller !== null || request.planOnly || operation === undefined) return;
            const isMutation = operation.operation === OperationTypeNode.MUTATION;
            if (!isMutation && withoutToken === 'queries') return;
            // A schema without mutations says so itself.
            if (isMutation && schema.getMutationType() == null) return;
            throw toGraphQLError(refusalOf(identity));
          },
        };
      },
    },
  };
}

type Known = Exclude<Identity, { readonly kind: 'off' }>;

async function callerOf(req: Request, identity: Known, badTokens: BadTokens): Promise<Caller | null> {
  if (identity.kind === 'tokens') {
    const token = readBearer(req);
    if (token === null) return null;
    const refusal = badTokens.refusalOf(req.ip ?? '');
    if (refusal === null) return identity.verify(token);
    const known = await identity.recall?.(token);
    if (known == null) throw refusal;
    return known;
  }
  if (req.headers.authorization !== undefined) throw new IdentityNotConfigured();
  return null;
}

interface Counting {
  readonly badTokens: BadTokens;
  readonly req: Request;
  readonly res: Response;
}

/** A bad token counts against its address, and is the last that is heard from it where there were too many. */
async function counted(error: unknown, { badTokens, req, res }: Counting): Promise<unknown> {
  if (!(error instanceof TokenInvalid) && !(error instanceof TokenExpired)) return error;
  const address = req.ip ?? '';
  const counted = await badTokens.count(address);
  if (counted === null) return error;
  res.set(rateHeaders('bad-tokens', counted.rate, counted.outcome));
  return counted.outcome.granted ? error : (badTokens.refusalOf(address) ?? error);
}

function refusalOf(identity: Known): GatewayError {
  return identity.kind === 'tokens' ? new TokenMissing(identity.howToGetOne) : new IdentityNotConfigured();
}

/** Why, for the log: the claim or the rule. The token itself, and what it says, is nobody's business there. */
function told(error: unknown) {
  if (!(error instanceof GatewayError)) return { err: error };
  if (error instanceof IdentityUnavailable) return { code: error.code, err: error.cause };
  const { claim, code, message } = (error.cause ?? {}) as { claim?: string; code?: string; message?: string };
  return { code: error.code, reason: [code, claim ?? message].filter((one) => one !== undefined).join(': ') };
}
