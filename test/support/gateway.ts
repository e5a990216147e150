import pino, { type Logger } from 'pino';
import { listen } from '../../gateway/listen.ts';
import { placesOfOurs } from '../../gateway/places.ts';
import { createGateway, type Gateway, type GatewayParts } from '../../gateway/server.ts';
import type { LocalHost } from '../../gateway/sources/in-process-backend.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { subgraphsOf, type Layout } from '../../schema/layout.ts';
import { sdlDigest } from '../../schema/subgraph-sdl.ts';
import { serveHttp } from '../../subgraphs/serve-http.ts';
import { folders } from './small-folders.ts';
import { createSmallHost, type SmallHost } from './small-host.ts';

export interface OpenGateway {
  readonly url: string;
  readonly gateway: Gateway;
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Asked>;
  close(): Promise<void>;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    data?: Record<string, never> | null;
    errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
    extensions?: Record<string, unknown>;
  };
}

export interface OpenParts extends Partial<GatewayParts> {
  readonly host?: LocalHost | null;
  readonly layout?: Layout;
  /** Addresses by the name of the setting. */
  readonly urls?: ReadonlyMap<string, string>;
  readonly timeoutMs?: number;
}

/** A gateway on a free port, over the small district and open to everybody unless a test says otherwise. */
export async function openGateway(parts: OpenParts = {}): Promise<OpenGateway> {
  const { host = createSmallHost(), layout = { merged: {} }, timeoutMs = 2000, urls = new Map(), ...rest } = parts;
  const gateway = await createGateway({
    supergraphSdl: composeFolders(folders, layout).supergraphSdl,
    placeOf: placesOfOurs({ host, urls, timeoutMs }),
    digests: new Map(subgraphsOf(folders, layout).map(({ name, sdl }) => [name, sdlDigest(sdl)])),
    documents: [],
    clockNotice: null,
    explorer: null,
    identity: { kind: 'off' },
    access: { anonymousPublic: false, demo: true },
    log: silent,
    now: () => Date.parse('2026-07-01T02:15:00Z'),
    ...rest,
  });
  await gateway.warm();
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  return {
    url: listening.url,
    gateway,
    ask: (query, variables, headers) => askGraphql(`${listening.url}/graphql`, { query, variables }, headers),
    async close() {
      await listening.drain(1000);
      await gateway.close();
    },
  };
}

/** Asks for a purpose that a demo takes from everybody, unless the headers say another. */
export async function askGraphql(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Asked> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-purpose': 'DEVELOPMENT_TEST', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Asked['body'] };
}

/** Serves subgraphs of a small host over HTTP, as a host in another process does. */
export function serveSmallHost(host: SmallHost, internalKey: string | null = null): ReturnType<typeof serveHttp> {
  return serveHttp(host as unknown as Parameters<typeof serveHttp>[0], { host: '127.0.0.1', port: 0, internalKey });
}

export const silent: Logger = pino({ level: 'silent' });

/** A log whose lines a test can read. */
export function readableLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  return {
    lines,
    log: pino(
      { level: 'debug' },
      { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    ),
  };
}
