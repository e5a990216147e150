import type { ApolloServer } from '@apollo/server';
import { getOperationAST, parse, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { ClientRequest, Context } from './client-request.ts';
import { anyVariables } from './any-variables.ts';

/** One of the documents that our own clients use. */
export interface TrustedDocument {
  readonly name: string;
  readonly text: string;
}

export interface Warming {
  readonly server: ApolloServer<Context>;
  readonly schema: GraphQLSchema;
  readonly log: Logger;
}

/**
 * Makes the plans of documents before the first client waits for them, asking nobody. A plan is kept under the text
 * with and without the operation's name, as clients send it. Gives the names of those that cannot be planned.
 */
export async function warmPlans(
  documents: readonly TrustedDocument[],
  { log, schema, server }: Warming,
): Promise<string[]> {
  const faulty: string[] = [];
  for (const { name, text } of documents) {
    const faults = await plan(text, { log, schema, server });
    if (faults.length === 0) continue;
    faulty.push(name);
    log.error({ document: name, faults }, 'a trusted document does not fit the schema');
  }
  return faulty;
}

async function plan(text: string, { schema, server }: Warming): Promise<readonly string[]> {
  const document = parse(text);
  const operation = getOperationAST(document);
  const variables = operation === null || operation === undefined ? {} : anyVariables(operation, schema);
  const named = operation?.name === undefined ? [] : [operation.name.value];
  for (const operationName of [undefined, ...named]) {
    const request = { query: text, variables, ...(operationName === undefined ? {} : { operationName }) };
    const { body } = await server.executeOperation(request, { contextValue: { request: planOnly() } });
    const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
    if (errors.length > 0) return errors.map(({ message }) => message);
  }
  return [];
}

function planOnly(): ClientRequest {
  return {
    requestId: 'warming',
    fresh: false,
    caller: null,
    purpose: null,
    levels: [],
    rights: [],
    byGateway: true,
    gone: new AbortController().signal,
    planOnly: true,
    warnings: [],
  };
}
