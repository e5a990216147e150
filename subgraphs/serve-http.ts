import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { getOperationAST, GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { listenAt } from '../schema/listen-at.ts';
import { sdlDigest } from '../schema/subgraph-sdl.ts';
import type { Tls } from '../schema/tls-settings.ts';
import { createInternalVerifier } from '../schema/internal-request.ts';
import type { Host } from './host.ts';
import { askingOf, receiveSigned } from './receive-signed.ts';

export interface ServedHttp {
  readonly port: number;
  /** Stops accepting, lets requests under way end, and closes. */
  close(): Promise<void>;
}

/** Well above the gateway's own, so that no idle connection is closed here just as it is used there. */
const KEEP_ALIVE_MS = 75_000;

export interface ServeParts {
  readonly host: string;
  readonly port: number;
  /** INTERNAL_KEY: only requests signed with it are answered. null: anybody is, with PUBLIC records, and no caller
   * is taken from anybody. */
  readonly internalKey?: string | null;
  /** With a certificate: https; with an authority: only to who shows a certificate of it. Absent or null: http. */
  readonly tls?: Tls | null;
  readonly log?: Logger;
}

/** The largest fetch: a thousand organisations and what is asked of them. */
const LARGEST_BODY = '4mb';

/** Serves each subgraph of a host at /<name>/graphql for gateways in other processes. */
export async function serveHttp(host: Host, parts: ServeParts): Promise<ServedHttp> {
  const { internalKey = null, log } = parts;
  const received =
    internalKey === null
      ? [express.json({ limit: LARGEST_BODY })]
      : receiveSigned(createInternalVerifier({ key: internalKey, now: Date.now }), LARGEST_BODY, log);
  const app = express().disable('x-powered-by');
  app.get('/health/live', (_, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', (_, response) => {
    response.json({
      status: 'ready',
      subgraphs: Object.fromEntries(host.subgraphs.map(({ name, sdl }) => [name, sdlDigest(sdl)])),
    });
  });
  for (const subgraph of host.subgraphs) {
    const documents = new LRUCache<string, Checked>({ max: 1000 });
    app.post(`/${subgraph.name}/graphql`, ...received, async (request, response) => {
      const { query, variables, operationName } = (request.body ?? {}) as {
        query?: unknown;
        variables?: Record<string, unknown>;
        operationName?: string;
      };
      if (typeof query !== 'string') return void response.status(400).json({ errors: [{ message: 'no query' }] });
      const checked = documents.get(query) ?? check(subgraph.schema, query);
      documents.set(query, checked);
      if (checked.errors.length > 0) return void response.status(400).json({ errors: checked.errors });
      const context = subgraph.createContext({
        fresh: /\bno-cache\b/.test(request.get('cache-control') ?? ''),
        inBatch: request.get('x-in-batch') === '1',
        requestId: request.get('x-request-id') ?? '',
        ...askingOf(response),
      });
      const operation = {
        document: checked.document,
        ...(variables === undefined ? {} : { variables }),
        ...(operationName == null ? {} : { operationName }),
      };
      response.json(await host.execute(subgraph, operation, context));
    });
  }
  const server = serverOf(app, parts);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listenAt(server, { host: parts.host, port: parts.port, setting: '--port, or --host,' });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), 5000);
      await once(server, 'close');
      clearTimeout(late);
    },
  };
}

function serverOf(app: RequestListener, { log, tls = null }: ServeParts): Server {
  if (tls === null) return createServer(app);
  const server = createTlsServer({ ...tls, requestCert: tls.ca !== undefined, rejectUnauthorized: true }, app);
  return server.on('tlsClientError', (error, { remoteAddress }) => {
    log?.warn({ err: error, from: remoteAddress }, 'a connection to this host was refused');
  });
}

interface Checked {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

const empty: DocumentNode = { kind: 'Document' as DocumentNode['kind'], definitions: [] };

function check(schema: GraphQLSchema, query: string): Checked {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    return {
      document,
      errors:
        getOperationAST(document) === undefined && errors.length === 0 ? [new GraphQLError('no operation')] : errors,
    };
  } catch (error) {
    return { document: empty, errors: [error as GraphQLError] };
  }
}
