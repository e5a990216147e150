import type { ApolloServer } from '@apollo/server';
import type { ClientRequest, Context } from '../../gateway/client-request.ts';
import type { GeneratedQuery } from './generated-query.ts';

/** What of an answer two executions have to have in common. */
export interface Seen {
  /** The order of fields does not count. */
  readonly data: string;
  /** Path and code of each. */
  readonly errors: readonly string[];
}

export async function seenBy(
  server: ApolloServer<Context>,
  { query, variables }: GeneratedQuery,
  request: ClientRequest,
): Promise<Seen> {
  const { body } = await server.executeOperation({ query, variables }, { contextValue: { request } });
  if (body.kind !== 'single') throw new Error('not single');
  const { data, errors = [] } = body.singleResult;
  return {
    data: JSON.stringify(ordered(data)) ?? 'none',
    errors: errors.map(({ extensions, path }) => JSON.stringify([path, extensions?.['code']])).sort(),
  };
}

/** GraphQL orders fields as they are first met; the library, fragments on one type as if they were one. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, ordered(inner)]);
}
