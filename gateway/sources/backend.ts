import type { DocumentNode, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { ClientRequest } from '../client-request.ts';
import type { ScopeOf } from './scope.ts';

/** What the query plan asks one subgraph. */
export interface Fetch {
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  /** Only what is no mutation may be asked again, or once for several. */
  readonly asks: 'entities' | 'query' | 'mutation';
}

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly (GraphQLError | GraphQLFormattedError)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One way to have a subgraph answer: in this process, or over the network. Rejects when there is no answer at all. */
export interface Backend {
  /** true: the answer comes from outside this process and is checked against the schema before it is used. */
  readonly checked: boolean;
  readonly scopeOf: ScopeOf;
  execute(fetch: Fetch, request: ClientRequest): Promise<Answer>;
  close(): Promise<void>;
}
