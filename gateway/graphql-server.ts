import './telemetry-off.ts';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { bodyText } from './answer-text.ts';
import { apolloLog } from './apollo-log.ts';
import type { Context } from './client-request.ts';
import { createFederation, type FederationParts } from './federation.ts';
import { maskError } from './plugins/mask-error.ts';

export interface GraphqlServerParts extends FederationParts {
  /** Of our own behaviours, in order. */
  readonly plugins: readonly ApolloServerPlugin<Context>[];
  /** A second bound beside that of the limits, for what does not come over HTTP. */
  readonly maxTokens: number;
}

export interface GraphqlServer {
  readonly server: ApolloServer<Context>;
  readonly schema: GraphQLSchema;
}

/** Apollo's server over a supergraph, started, with everything switched off that reaches out or tells too much. */
export async function startGraphqlServer(parts: GraphqlServerParts): Promise<GraphqlServer> {
  const { log, maxTokens, plugins } = parts;
  let schema: GraphQLSchema | undefined;
  const gateway = createFederation(parts);
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const server = new ApolloServer<Context>({
    gateway,
    plugins: [
      ...plugins,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    formatError: maskError,
    // A misspelt field would be answered with the names of others, whoever may know them.
    hideSchemaDetailsFromClientErrors: parts.access !== null,
    includeStacktraceInErrorResponses: false,
    introspection: true,
    logger: apolloLog(log),
    nodeEnv: 'production',
    parseOptions: { maxTokens },
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: bodyText,
  });
  await server.start();
  return { server, schema: schema! };
}
