import type { GraphQLFormattedError } from 'graphql';
import { InternalError } from '../../schema/errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import { usualRemedy } from './usual-remedies.ts';

/** Codes with which the gateway itself speaks. From a subgraph they are internal matters. */
const ownCodes: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTERNAL_ERROR',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);
/** Codes that somebody's framework gives to what nobody foresaw. */
const unforeseen: ReadonlySet<unknown> = new Set([
  'INTERNAL_SERVER_ERROR',
  'DOWNSTREAM_SERVICE_ERROR',
  'INVALID_GRAPHQL',
  undefined,
]);
/** Facts that tell about the inside. */
const internal: ReadonlySet<string> = new Set([
  'serviceName',
  'service',
  'stacktrace',
  'exception',
  'response',
  'http',
  'originalError',
]);

/**
 * The one place in which errors become what clients see. An error of the catalogue, or with a code that a subgraph
 * chose, passes with its facts; everything else becomes INTERNAL_ERROR, and its message goes to the log only.
 */
export function maskError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { extensions = {}, locations, message, path } = formatted;
  if (!isShown(extensions)) return formatGatewayError(new InternalError(), path);
  const facts = Object.entries(extensions).filter(([name]) => !internal.has(name));
  const remedy = extensions.remedy ?? usualRemedy(extensions.code);
  return {
    message,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { ...Object.fromEntries(facts), ...(remedy === undefined ? {} : { remedy }) },
  };
}

/** An internal error tells the client under which id the operator finds its cause. */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  if (error.extensions?.code !== 'INTERNAL_ERROR') return error;
  return { ...error, extensions: { ...error.extensions, requestId } };
}

/** Whether an error's own message and facts are for the client. */
export function isShown(extensions: Readonly<Record<string, unknown>>): boolean {
  const { code } = extensions;
  const isFromSubgraph = extensions.serviceName !== undefined;
  return !unforeseen.has(code) && !(isFromSubgraph && ownCodes.has(code));
}
