import type { GraphQLFormattedError } from 'graphql';
import type { GatewayError } from './errors.ts';

/** An error of the catalogue as a client sees it: code, remedy and facts; its cause stays behind. */
export function formatGatewayError(error: GatewayError, path?: readonly (string | number)[]): GraphQLFormattedError {
  const { code, facts, message, remedy } = error;
  return { message, ...(path === undefined ? {} : { path }), extensions: { code, remedy, ...facts } };
}
