import { execute, GraphQLError, type DocumentNode, type ExecutionResult } from 'graphql';
import { GatewayError } from '../schema/errors.ts';
import { formatGatewayError } from '../schema/format-error.ts';
import type { SectionError, Subgraph, SubgraphContext } from './subgraph.ts';

export interface Operation {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/**
 * Executes one operation of a request. What resolvers say beside their data comes with the result: errors of silent
 * sections among the errors, warnings about kept data in the extensions. Loaders are those of the whole request.
 */
export async function executeOperation(
  subgraph: Subgraph,
  { document, variables, operationName }: Operation,
  context: SubgraphContext,
): Promise<ExecutionResult> {
  const own: SubgraphContext = { ...context, errors: [], warnings: [] };
  const result = await execute({
    schema: subgraph.schema,
    document,
    contextValue: own,
    variableValues: variables ?? {},
    operationName: operationName ?? null,
  });
  const errors = [...(result.errors ?? []).map(withExtensions), ...own.errors.map(sectionError)];
  return {
    ...result,
    ...(errors.length === 0 ? {} : { errors }),
    ...(own.warnings.length === 0 ? {} : { extensions: { ...result.extensions, warnings: own.warnings } }),
  };
}

/** An error of the catalogue carries its code, how to mend it and its facts; its cause stays behind. */
function withExtensions(error: GraphQLError): GraphQLError {
  const { originalError, message, nodes, path } = error;
  if (!(originalError instanceof GatewayError)) return error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    path: path ?? null,
    originalError,
    extensions: formatGatewayError(originalError).extensions!,
  });
}

function sectionError({ error, path }: SectionError): GraphQLError {
  return new GraphQLError(error.message, {
    path,
    originalError: error,
    extensions: error instanceof GatewayError ? formatGatewayError(error).extensions! : {},
  });
}
