import type { GraphQLSchema } from 'graphql';
import type { DisclosureSink } from '../../schema/disclosure.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Executor } from '../execute-carefully.ts';
import { createDisclose, type Disclose } from './disclose.ts';
import { accountably, type Account } from './execute-accountably.ts';

/** What the answers to the requests of this process are about. */
export interface Accounts {
  /** Finds out, around each execution, what its answer is about. */
  readonly around: (executor: Executor, schema: GraphQLSchema) => Executor;
  /** For an answer that was not executed, but kept from before. */
  readonly keep: (request: ClientRequest, account: Account) => void;
  readonly accountOf: (request: ClientRequest) => Account | undefined;
  readonly disclose: Disclose;
}

/** null: nobody writes disclosures down here, and nothing else needs (`needed`) to know what answers are about. */
export function createAccounts(
  sink: DisclosureSink | null,
  now: () => number,
  needed: boolean = false,
): Accounts | null {
  if (sink === null && !needed) return null;
  const accounts = new WeakMap<ClientRequest, Account>();
  const keep = (request: ClientRequest, account: Account) => void accounts.set(request, account);
  return {
    around: (executor, schema) => accountably(executor, schema, keep),
    keep,
    accountOf: (request) => accounts.get(request),
    disclose: sink === null ? async () => {} : createDisclose(sink, now),
  };
}
