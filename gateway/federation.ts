import './telemetry-off.ts';
import { ApolloGateway } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { buildSchema, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { DepartmentUnavailable, RegisterUnavailable, ServiceUnavailable } from '../schema/errors.ts';
import type { Access } from './access/access.ts';
import { byRights } from './access/by-rights.ts';
import { apolloLog } from './apollo-log.ts';
import type { Context } from './client-request.ts';
import { carefully, type Executor } from './execute-carefully.ts';
import { createCompiledExecutor } from './execution/execute-compiled.ts';
import { createPlanReader } from './execution/plan-reader.ts';
import type { Subgraph } from './execution/run.ts';
import { createRenamer, withOwnNames } from './execution/with-own-names.ts';
import { inTime } from './execute-in-time.ts';
import type { Backend } from './sources/backend.ts';
import { createSource, type Source } from './sources/create-source.ts';
import { createFetchSchema, type FetchSchema } from './sources/fetch-schema.ts';
import type { Silence } from './sources/unreachable.ts';

/** A subgraph as the supergraph names it. */
export interface NamedSubgraph {
  readonly name: string;
  readonly url: string;
}

export interface FederationParts {
  readonly supergraphSdl: string;
  /** How a subgraph is reached. Throws when it cannot be. */
  readonly backendOf: (subgraph: NamedSubgraph) => Backend;
  /** By what it is decided who may see what; null: that is a matter of the subgraphs. */
  readonly access: Access | null;
  /** Who carries plans out: @apollo/gateway, which makes them, or what is compiled from them. */
  readonly execution: Execution;
  readonly log: Logger;
  readonly now: () => number;
  /** What is done around each subgraph that a compiled operation asks. */
  readonly aroundSubgraph?: (subgraph: Subgraph, fetchSchema: () => FetchSchema) => Subgraph;
  /** What is done around each execution of a planned operation, over the schema that clients see. */
  readonly around?: (executor: Executor, schema: GraphQLSchema) => Executor;
}

export type Execution = 'apollo' | 'compiled';

type GatewayInterface = ApolloServerOptionsWithGateway<Context>['gateway'];

/** @apollo/gateway over a supergraph, with our sources, and nothing that reaches out by itself. */
export function createFederation(parts: FederationParts): GatewayInterface {
  const { access, around = (executor) => executor, backendOf, execution, log, now, supergraphSdl } = parts;
  const { aroundSubgraph = (subgraph: Subgraph) => subgraph } = parts;
  let schema: GraphQLSchema | undefined;
  let fetchSchema: FetchSchema | undefined;
  const backends: Backend[] = [];
  const sources = new Map<string, Source>();
  const plans = createPlanReader();
  const federated = new ApolloGateway({
    supergraphSdl,
    logger: apolloLog(log),
    serviceHealthCheck: false,
    __exposeQueryPlanExperimental: false,
    buildService({ name, url }) {
      const backend = backendOf({ name, url: url ?? '' });
      backends.push(backend);
      const source = createSource({
        name,
        backend,
        fetchSchema: () => fetchSchema!,
        silence: silenceOf(name, now),
        log,
      });
      sources.set(name, source);
      return source;
    },
    experimental_didResolveQueryPlan: plans.didResolve,
  });
  federated.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
    fetchSchema = createFetchSchema(apiSchema, supergraphSdl);
  });
  return {
    onSchemaLoadOrUpdate: (callback) => federated.onSchemaLoadOrUpdate(callback),
    async load(options) {
      const { executor: library } = await federated.load(options);
      const supergraph = buildSchema(supergraphSdl, { assumeValid: true, assumeValidSDL: true });
      const kept = new Map([...sources].map(([name, source]) => [name, aroundSubgraph(source, () => fetchSchema!)]));
      const subgraphOf = (name: string) => kept.get(name)!;
      const executor =
        execution === 'apollo'
          ? library
          : createCompiledExecutor({ library, plans, subgraphOf, schema: schema!, supergraph });
      const named = withOwnNames(executor, createRenamer(supergraphSdl, schema!));
      const careful = carefully(around(named, schema!));
      const rightful = access === null ? careful : byRights(careful, access, () => fetchSchema!.api);
      return { executor: inTime(rightful) };
    },
    async stop() {
      await federated.stop();
      await Promise.all(backends.map((backend) => backend.close()));
    },
  };
}

/** After this, asking a subgraph that did not answer makes sense again. */
const retryAfterMs = 30_000;

function silenceOf(name: string, now: () => number): Silence {
  const retryAt = () => new Date(now() + retryAfterMs).toISOString();
  return {
    department: (department) => new DepartmentUnavailable({ department, retryAt: retryAt() }),
    rest: () =>
      name === 'register'
        ? new RegisterUnavailable({ retryAt: retryAt() })
        : new ServiceUnavailable({ retryAt: retryAt() }),
  };
}
