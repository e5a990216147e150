import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { AnswerPath } from './locate.ts';

type Told = GraphQLError | GraphQLFormattedError;

/** An error of a subgraph, at its place in the answer. Its code stays; what has none is only said to come from below. */
export function subgraphError(error: Told, subgraph: string, path: AnswerPath | undefined): GraphQLError {
  const message = error.message || `Error while asking subgraph "${subgraph}"`;
  const { code = 'DOWNSTREAM_SERVICE_ERROR' } = error.extensions ?? {};
  return new GraphQLError(message, {
    ...(error instanceof Error ? { originalError: error } : {}),
    ...(path === undefined ? {} : { path }),
    extensions: { ...error.extensions, code, serviceName: subgraph },
  });
}
