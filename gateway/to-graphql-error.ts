import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import type { GatewayError } from '../schema/errors.ts';
import { challengeOf } from './challenge.ts';

/** An error of the catalogue that refuses a whole GraphQL request, with the HTTP status that goes with it. */
export function toGraphQLError(error: GatewayError, path?: readonly (string | number)[]): GraphQLError {
  const { code, facts, message, remedy, status } = error;
  const headers = new Map(Object.entries(challengeOf(error)));
  // sofa-api declares, for the whole program, that `http.headers` is a plain object; Apollo's server takes a map only.
  const http: unknown = { status, headers };
  const extensions = { code, remedy, ...facts, ...(status === 200 ? {} : { http }) } as GraphQLErrorExtensions;
  return new GraphQLError(message, { path: path ?? null, originalError: error, extensions });
}
