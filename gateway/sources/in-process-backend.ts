import { validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { ClientRequest } from '../client-request.ts';
import type { Backend } from './backend.ts';
import { scopeOfAsking } from './scope.ts';

/** A subgraph that runs in this process, as far as the gateway needs to know it. */
export interface LocalSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  createContext(request: ClientRequest): unknown;
}

/** What runs subgraphs in this process. */
export interface LocalHost {
  readonly subgraphs: readonly LocalSubgraph[];
  execute(
    subgraph: LocalSubgraph,
    operation: { document: DocumentNode; variables?: Readonly<Record<string, unknown>>; operationName?: string },
    context: unknown,
  ): Promise<ExecutionResult>;
}

/**
 * Executes fetches in this process. A fetch's text is validated once, and one context, with its record loaders, serves
 * all fetches of one client request.
 */
export function createInProcessBackend(host: LocalHost, subgraph: LocalSubgraph): Backend {
  const valid = new WeakSet<DocumentNode>();
  const contexts = new WeakMap<ClientRequest, unknown>();
  const contextOf = (request: ClientRequest): unknown => {
    if (!contexts.has(request)) contexts.set(request, subgraph.createContext(request));
    return contexts.get(request);
  };
  return {
    checked: false,
    scopeOf: scopeOfAsking,
    async execute({ document, variables, operationName }, request) {
      if (!valid.has(document)) {
        const [fault] = validate(subgraph.schema, document);
        if (fault !== undefined)
          throw new Error(`${subgraph.name} does not serve the schema that was composed`, { cause: fault });
        valid.add(document);
      }
      const operation = { document, variables, ...(operationName === undefined ? {} : { operationName }) };
      return await host.execute(subgraph, operation, contextOf(request));
    },
    close: async () => {},
  };
}
