import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolders } from '../../schema/compose-folders.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { fieldOfFolder } from '../../schema/department-names.ts';
import type { Layout } from '../../schema/layout.ts';
import { createDistrict } from '../../demo/create-district.ts';
import type { StandIn } from '../../demo/district.ts';
import { startStandIns } from '../../demo/load-stand-ins.ts';
import { listen } from '../../gateway/listen.ts';
import { placesOfOurs, urlSetting } from '../../gateway/places.ts';
import { createGateway } from '../../gateway/server.ts';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import { createHost, type Host, type HostParts } from '../../subgraphs/host.ts';
import { as, plainTokens } from './callers.ts';
import { lendDatabase, quiet } from './database.ts';

const root = join(import.meta.dirname, '../..');
/** Every department's folder, in the order of their names: there is no list of them. */
export const everyDepartment = readdirSync(join(root, 'subgraphs/departments')).toSorted();
/** By folder, the field on Organisation. */
export const fieldOf = Object.fromEntries(everyDepartment.map((name) => [name, fieldOfFolder(name)]));

/** Whether a department is asked for each organisation, or delivers or is mirrored as a whole. */
export async function isAsked(department: string): Promise<boolean> {
  const file = join(root, 'subgraphs/departments', department, 'connector.ts');
  const module = (await import(file)) as { default: Connector };
  return module.default.protocol.mode === 'asked';
}

/** Every reviewed file is the one that ships. */
export const noFiles = { workingCalendar: null, measureDeadlines: null, repairRules: null, measureCatalogue: null };

export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Answers have the shape of each test's own query.
  readonly data: Record<string, never> | null;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export type Ask = (
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  headers?: Readonly<Record<string, string>>,
) => Promise<GraphqlAnswer>;

export interface TestDistrict extends AsyncDisposable {
  readonly url: string;
  readonly ask: Ask;
  readonly host: Host;
  /** What the host was made from, for further hosts on the same systems. */
  readonly hostParts: HostParts;
  standIn(department: string): StandIn;
  readonly clock: { now(): number };
}

export interface DistrictOptions {
  /** Departments whose stand-ins run; the others are NOT_CONNECTED. Default: all. */
  readonly connected?: readonly string[];
  readonly startMs?: number;
  readonly seed?: number;
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Further settings of the host. */
  readonly hostSettings?: Partial<HostParts['settings']>;
  readonly hostParts?: Partial<HostParts>;
  /** Absent: one of its own, see `lendDatabase`; null: the embedded one. */
  readonly databaseUrl?: string | null;
  readonly redisUrl?: string | null;
}

/** A working Monday morning on which no department has its window. */
export const MONDAY = Date.parse('2026-07-06T09:30:00+08:00');

/** The demo district, its gateway and everything between, on real sockets; the clock starts at a fixed moment and runs. */
export async function openDistrict({
  connected = everyDepartment,
  startMs = MONDAY,
  seed = 7,
  settings = {},
  hostSettings: further = {},
  hostParts = {},
  databaseUrl,
  redisUrl = null,
}: DistrictOptions = {}): Promise<TestDistrict> {
  const folder = mkdtempSync(join(tmpdir(), 'district-'));
  const offsetMs = startMs - Date.now();
  const clock = { now: () => Date.now() + offsetMs };
  const opened = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const lent =
      databaseUrl === undefined ? await lendDatabase() : { url: databaseUrl, giveBack: async () => undefined };
    opened.push(() => lent.giveBack());
    const standIns = await startStandIns(createDistrict({ clock, seed, folder }), connected);
    opened.push(async () => void (await Promise.all(standIns.map((one) => one.close()))));
    const given = standIns.map((one) => [one.department, { ...one.settings, ...settings[one.department] }]);
    const parts: HostParts = {
      settings: {
        ...hostSettings(Object.fromEntries(given)),
        databaseUrl: lent.url,
        redisUrl,
        ...further,
      },
      clock,
      log: quiet,
      ...hostParts,
    };
    const host = await createHost(parts);
    opened.push(() => host.close());
    const served = await serveGateway(host, readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'));
    opened.push(() => served.close());
    return {
      ...served,
      host,
      hostParts: parts,
      clock,
      standIn: (department) => standIns.find((one) => one.department === department)!,
      [Symbol.asyncDispose]: () => closeAll(opened),
    };
  } catch (error) {
    await closeAll(opened); // What was left open would keep the runner from ending.
    throw error;
  }
}

function hostSettings(departments: HostParts['settings']['departments']): HostParts['settings'] {
  return {
    databaseUrl: null,
    dataDir: null,
    registerMapping: join(root, 'demo/organisations.csv'),
    files: noFiles,
    webhooks: {},
    demo: true,
    demoClock: 'demo',
    demoPort: 0,
    departments,
  };
}

/** The last that was opened is the first to be closed. */
async function closeAll(opened: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of opened.toReversed()) await close();
}

/** A gateway over a host's subgraphs, and over what other processes serve, on a port of its own. */
export async function serveGateway(
  host: Host | null,
  supergraphSdl: string,
  urls: Readonly<Record<string, string>> = {},
  internalKey: string | null = null,
): Promise<{ url: string; ask: Ask; close(): Promise<void> }> {
  const settings = new Map(Object.entries(urls).map(([name, url]) => [urlSetting(name), url]));
  const gateway = await createGateway({
    supergraphSdl,
    placeOf: placesOfOurs({ host, urls: settings, timeoutMs: 10_000, internalKey }),
    digests: new Map(),
    documents: [],
    clockNotice: null,
    explorer: null,
    identity: plainTokens,
    access: { anonymousPublic: false, demo: true },
    log: quiet,
    now: Date.now,
  });
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  await gateway.warm();
  return {
    url: listening.url,
    ask: askAt(listening.url),
    async close() {
      await listening.drain(2000);
      await gateway.close();
    },
  };
}

/** The supergraph of the product's folders and further ones, under a layout. */
export function compose(further: readonly string[] = [], layout?: Layout): string {
  const places = [join(root, 'subgraphs/departments'), ...further];
  return composeFolders(readFolders(places), layout).supergraphSdl;
}

/** Asks as an analyst, unless the headers say who. */
export function askAt(url: string): Ask {
  return async (query, variables = {}, headers = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...as('analyst'), ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const body = JSON.parse(text) as Partial<GraphqlAnswer>;
    return {
      status: response.status,
      headers: response.headers,
      data: body.data ?? null,
      errors: body.errors ?? [],
      extensions: body.extensions ?? {},
      text,
    };
  };
}
