import './telemetry-off.ts';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Behaviour } from './behaviour.ts';
import { startGraphqlServer } from './graphql-server.ts';
import { createSubgraphWatch, type Watched } from './health/subgraph-health.ts';
import { useHealth, type Readiness } from './health/use-health.ts';
import type { Identity } from './identity/identity.ts';
import { defaultLimits, type Limits } from './limits/check-document.ts';
import { backendAt, type PlaceOf } from './places.ts';
import { useAnswerExtensions } from './plugins/use-answer-extensions.ts';
import { useCaller } from './plugins/use-caller.ts';
import { useJsonBody } from './plugins/use-json-body.ts';
import { useLimits } from './plugins/use-limits.ts';
import { useMaskedErrors } from './plugins/use-masked-errors.ts';
import { useNotFound } from './plugins/use-not-found.ts';
import { useOperationName } from './plugins/use-operation-name.ts';
import { useRefusals } from './plugins/use-refusals.ts';
import { requestOf, useRequestId } from './plugins/use-request-id.ts';
import { useRequestLog } from './plugins/use-request-log.ts';
import { useSecurityHeaders } from './plugins/use-security-headers.ts';
import { createScreeningPorts, type ScreeningPorts } from './screening/screening-ports.ts';
import type { Backend } from './sources/backend.ts';
import { warmPlans, type TrustedDocument } from './warm-plans.ts';

export interface GatewayParts {
  readonly supergraphSdl: string;
  readonly placeOf: PlaceOf;
  /** Digests of the composed subgraphs, by name; empty for a supergraph of somebody else's. */
  readonly digests: ReadonlyMap<string, string>;
  readonly documents: readonly TrustedDocument[];
  /** What answers say about their clock, when it is not the real one. */
  readonly clockNotice: string | null;
  readonly explorer: RequestHandler | null;
  /** How callers are known; without it nobody is: tokens and mutations are refused. */
  readonly identity?: Identity;
  readonly limits?: Limits;
  readonly log: Logger;
  /** Milliseconds of the epoch; the real clock. */
  readonly now: () => number;
}

export interface Gateway {
  readonly app: Express;
  /** Names of the subgraphs in the supergraph. */
  readonly subgraphs: readonly string[];
  /** Makes the plans of the trusted documents; after it the gateway says that it is ready. */
  warm(): Promise<void>;
  /** What works on batches, where the supergraph has them. */
  readonly screening: ScreeningPorts | null;
  /** From now on it says that it is leaving. */
  leave(): void;
  close(): Promise<void>;
}

/** The gateway as an express application, its schema loaded. What it does to a request, in order: `listBehaviours`. */
export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const { digests, documents, limits = defaultLimits, log, now, placeOf, supergraphSdl } = parts;
  const readiness: Readiness = { phase: 'starting', faultyDocuments: [], warmDocuments: 0 };
  const watched: Watched[] = [];
  const backends = new Map<string, Backend>();
  const behaviours = listBehaviours(parts, readiness, watched);
  const { schema, server } = await startGraphqlServer({
    supergraphSdl,
    log,
    now,
    maxTokens: limits.tokens,
    plugins: Object.values(behaviours)
      .flat()
      .flatMap(({ plugin }) => plugin ?? []),
    backendOf(subgraph) {
      const place = placeOf(subgraph);
      watched.push({ name: subgraph.name, place, digest: digests.get(subgraph.name) ?? null });
      const backend = backendAt(place);
      backends.set(subgraph.name, backend);
      return backend;
    },
  });
  return {
    app: mount(behaviours, expressMiddleware(server, { context: async ({ res }) => ({ request: requestOf(res) }) })),
    subgraphs: watched.map(({ name }) => name),
    async warm() {
      readiness.faultyDocuments = await warmPlans(documents, { server, schema, log });
      readiness.warmDocuments = documents.length - readiness.faultyDocuments.length;
      readiness.phase = 'ready';
    },
    screening: createScreeningPorts({ server, schema, eligibility: backends.get('eligibility') }),
    leave() {
      readiness.phase = 'draining';
    },
    close: () => server.stop(),
  };
}

interface Behaviours {
  readonly ofEveryRequest: readonly Behaviour[];
  readonly ofGraphql: readonly Behaviour[];
  readonly ofTheRest: readonly Behaviour[];
}

function listBehaviours(parts: GatewayParts, readiness: Readiness, watched: readonly Watched[]): Behaviours {
  const { clockNotice, explorer, identity = { kind: 'not configured' }, limits = defaultLimits, log } = parts;
  const lookAtSubgraphs = createSubgraphWatch(() => watched);
  return {
    ofEveryRequest: [
      useRequestId(),
      useRequestLog(log),
      ...(explorer === null ? [] : [{ handler: explorer }]), // before ours: the page has security headers of its own
      useSecurityHeaders(),
      useHealth(readiness, lookAtSubgraphs),
    ],
    ofGraphql: [
      useCaller(identity, log), // first: for a bad token nothing is read
      useJsonBody(),
      useLimits(limits),
      useOperationName(),
      useMaskedErrors(log),
      useAnswerExtensions(clockNotice),
    ],
    ofTheRest: [useNotFound(), useRefusals(log)],
  };
}

function mount({ ofEveryRequest, ofGraphql, ofTheRest }: Behaviours, graphql: RequestHandler): Express {
  const app = express().disable('x-powered-by').set('query parser', 'simple');
  const use = (behaviours: readonly Behaviour[]) => {
    for (const { handler } of behaviours) if (handler !== undefined) app.use(handler);
  };
  use(ofEveryRequest);
  app.all('/graphql', ...ofGraphql.flatMap(({ handler }) => handler ?? []), graphql);
  use(ofTheRest);
  for (const { errorHandler } of ofTheRest) if (errorHandler !== undefined) app.use(errorHandler);
  return app;
}
