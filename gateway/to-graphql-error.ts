import { GraphQLError } from 'graphql';
import type { GatewayError } from '../schema/errors.ts';
import { challengeOf } from './challenge.ts';

/** An error of the catalogue that refuses a whole GraphQL request, with the HTTP status that goes with it. */
export function toGraphQLError(error: GatewayError, path?: readonly (string | number)[]): GraphQLError {
  const { code, facts, message, remedy, status } = error;
  const headers = new Map(Object.entries(challengeOf(error)));
  return new GraphQLError(message, {
    path: path ?? null,
    originalError: error,
    extensions: { code, remedy, ...facts, ...(status === 200 ? {} : { http: { status, headers } }) },
  });
}
