import './telemetry-off.ts';
import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import type { RequestListener } from 'node:http';
import express, { type Express, type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import type { ChangeBus } from '../schema/changes/change.ts';
import { createLocalBus } from '../schema/changes/local-bus.ts';
import type { DisclosureSink } from '../schema/disclosure.ts';
import { openAccess, type Access, type AccessSettings } from './access/access.ts';
import { openAnswers, type AnswerSettings, type OpenAnswers } from './answers/open-answers.ts';
import type { Behaviour } from './behaviour.ts';
import type { Context } from './client-request.ts';
import { createAccounts, type Accounts } from './disclosures/accounts.ts';
import type { Execution } from './federation.ts';
import { openFront } from './front/open-front.ts';
import { startGraphqlServer } from './graphql-server.ts';
import { createSubgraphWatch, type Watched } from './health/subgraph-health.ts';
import { useHealth, type Readiness } from './health/use-health.ts';
import type { Identity } from './identity/identity.ts';
import { defaultLimits, type Limits } from './limits/check-document.ts';
import { usualProtection, type Protection } from './limits/protection.ts';
import { backendAt, type PlaceOf } from './places.ts';
import { useAccess } from './plugins/use-access.ts';
import { useAnswerExtensions } from './plugins/use-answer-extensions.ts';
import { useCaller } from './plugins/use-caller.ts';
import { createClients, type Clients } from './plugins/use-client.ts';
import { useCost } from './plugins/use-cost.ts';
import { useDisclosureLog } from './plugins/use-disclosure-log.ts';
import { useJsonBody } from './plugins/use-json-body.ts';
import { useLimits } from './plugins/use-limits.ts';
import { useMaskedErrors } from './plugins/use-masked-errors.ts';
import { useNotFound } from './plugins/use-not-found.ts';
import { useOperationName } from './plugins/use-operation-name.ts';
import { useRateLimit } from './plugins/use-rate-limit.ts';
import { useRefusals } from './plugins/use-refusals.ts';
import { requestOf, useRequestId } from './plugins/use-request-id.ts';
import { useRequestLog } from './plugins/use-request-log.ts';
import { useSecurityHeaders } from './plugins/use-security-headers.ts';
import { createBadTokens } from './limits/bad-tokens.ts';
import { useDocumentIds, useTrustedDocuments } from './plugins/use-trusted-documents.ts';
import { createTrustedDocuments, type TrustedDocuments } from './trusted-documents.ts';
import { createRest, type Rest } from './rest/create-rest.ts';
import { useRestCall } from './rest/use-rest-call.ts';
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
  /** How callers are known; without it nobody is, and nobody is answered. Off: so are rights and purposes. */
  readonly identity?: Identity;
  /** How the marks of the supergraph are applied. */
  readonly access?: AccessSettings;
  readonly limits?: Limits;
  /** Where it is written down who saw what about whom; without it nothing is. */
  readonly disclosures?: DisclosureSink | null;
  /** Whether whole answers are kept and given again; null or absent: each is made anew. */
  readonly answers?: AnswerSettings | null;
  /** Hears what has changed; absent: within this gateway. */
  readonly changes?: ChangeBus;
  /** How much callers may ask, and how often; without it the usual, counted in this process. */
  readonly protection?: Protection;
  /** Who carries query plans out; what is compiled from them by default. */
  readonly execution?: Execution;
  /** Of a whole request. */
  readonly requestTimeoutMs?: number;
  readonly log: Logger;
  /** Milliseconds of the epoch; the real clock. */
  readonly now: () => number;
}

export interface Gateway {
  readonly app: RequestListener;
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

/** The gateway as it listens: an express application, with a front before it, its schema loaded. What it does to a request, in order: `listBehaviours`. */
export async function createGateway(given: GatewayParts): Promise<Gateway> {
  const parts = { ...usual, protection: usualProtection(), ...given };
  const { digests, documents, limits, log, now, placeOf, supergraphSdl } = parts;
  const readiness: Readiness = { phase: 'starting', faultyDocuments: [], warmDocuments: 0 };
  const watched: Watched[] = [];
  const access = accessOf(parts);
  const answered = parts.answers != null;
  const accounts = createAccounts(parts.disclosures ?? null, now, answered);
  const { bus, answers } = await keptAnswers(parts, { access, accounts, server: () => server });
  const clients = createClients();
  const trusted = createTrustedDocuments(documents);
  const shared = { access, accounts, answers, clients, trusted, readiness, watched };
  const behaviours = listBehaviours(parts, shared);
  const backends = new Map<string, Backend>();
  const { schema, server } = await startGraphqlServer({
    supergraphSdl,
    access,
    execution: parts.execution ?? 'compiled',
    log,
    now,
    maxTokens: limits.tokens,
    ...(accounts === null ? {} : { around: accounts.around }),
    ...(answers?.fragments == null ? {} : { aroundSubgraph: answers.fragments.around }),
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
  const context = async ({ res }: { readonly res: Response }) => ({ request: requestOf(res) });
  const app = mount(behaviours, parts.protection, {
    graphql: expressMiddleware(server, { context }),
    rest: createRest({ documents, schema, server, context, log }),
  });
  return {
    app: openFront(app, { ...parts, ...shared, documents: trusted, server: () => server }),
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
    async close() {
      await server.stop();
      answers?.close();
      if (parts.changes === undefined) await bus.close();
    },
  };
}

interface Keeping {
  readonly access: Access | null;
  readonly accounts: Accounts | null;
  readonly server: () => ApolloServer<Context>;
}

/** What is kept has to be accounted for each time that it is given, so there are accounts wherever there are answers. */
async function keptAnswers(parts: WholeParts, { access, accounts, server }: Keeping) {
  const { answers: settings, changes: bus = createLocalBus(), log, now, protection, requestTimeoutMs } = parts;
  if (settings == null || accounts === null) return { bus, answers: null };
  const around = { access, accounts, bus, log, now, protection, requestTimeoutMs, server };
  return { bus, answers: await openAnswers({ settings, ...around }) };
}

const usual = {
  identity: { kind: 'not configured' } as Identity,
  limits: defaultLimits,
  requestTimeoutMs: 30_000,
};

interface Behaviours {
  readonly ofEveryRequest: readonly Behaviour[];
  readonly ofGraphql: readonly Behaviour[];
  readonly ofTheRest: readonly Behaviour[];
}

interface Shared {
  readonly access: Access | null;
  readonly accounts: Accounts | null;
  readonly answers: OpenAnswers | null;
  readonly clients: Clients;
  readonly trusted: TrustedDocuments;
  readonly readiness: Readiness;
  readonly watched: readonly Watched[];
}

type WholeParts = GatewayParts & typeof usual & { readonly protection: Protection };

/** null: who may see what is not this gateway's matter. */
function accessOf({ access = closed, identity, supergraphSdl }: WholeParts): Access | null {
  return identity.kind === 'off' ? null : openAccess(supergraphSdl, access);
}

const closed: AccessSettings = { anonymousPublic: false, demo: false };

function listBehaviours(parts: WholeParts, shared: Shared): Behaviours {
  const { access, accounts, answers, clients, readiness, trusted: documents, watched } = shared;
  const { clockNotice, explorer, identity, limits, log, protection, requestTimeoutMs } = parts;
  const { trustedOnly } = protection;
  const withoutToken = access === null || access.anonymousPublic ? 'queries' : 'nothing';
  const lookAtSubgraphs = createSubgraphWatch(() => watched);
  return {
    ofEveryRequest: [
      useRequestId(requestTimeoutMs),
      useRequestLog(log),
      ...(explorer === null ? [] : [{ handler: explorer }]), // before ours: the page has security headers of its own
      useSecurityHeaders(),
      useHealth(readiness, lookAtSubgraphs, answers?.figures ?? null),
    ],
    ofGraphql: [
      useCaller(identity, { badTokens: createBadTokens(protection), log, withoutToken }), // first: for a bad token nothing is read
      clients.behaviour,
      useRateLimit(protection, clients), // before the body: what is refused is not read
      useAccess(access),
      useJsonBody(),
      useRestCall(), // from here on a plain call is a GraphQL request like any other
      useDocumentIds(documents, trustedOnly),
      useLimits(limits),
      useTrustedDocuments(documents, trustedOnly),
      useOperationName(),
      useCost({ protection, documents, clients, log, ...(answers === null ? {} : { note: answers.note }) }),
      useMaskedErrors(log),
      useAnswerExtensions(clockNotice),
      ...(answers === null ? [] : [answers.behaviour]),
      ...(accounts === null || parts.disclosures == null ? [] : [useDisclosureLog({ ...accounts, log })]), // last: what it lets pass is sent
    ],
    ofTheRest: [useNotFound(), useRefusals(log)],
  };
}

interface Served {
  readonly graphql: RequestHandler;
  readonly rest: Rest;
}

function mount(behaviours: Behaviours, { trustedProxies }: Protection, { graphql, rest }: Served): Express {
  const { ofEveryRequest, ofGraphql, ofTheRest } = behaviours;
  const app = express()
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', 'simple')
    .set('trust proxy', trustedProxies);
  const use = (list: readonly Behaviour[]) => {
    for (const { handler } of list) if (handler !== undefined) app.use(handler);
  };
  use(ofEveryRequest);
  const handlers = ofGraphql.flatMap(({ handler }) => handler ?? []);
  app.all('/graphql', ...handlers, graphql);
  rest.mount(app, handlers);
  use(ofTheRest);
  app.use('/api', rest.refuse);
  for (const { errorHandler } of ofTheRest) if (errorHandler !== undefined) app.use(errorHandler);
  return app;
}
