import './telemetry-off.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { purposeCodes } from '../schema/access/purpose.ts';
import { readMarks } from '../schema/access/read-marks.ts';
import { readFolders } from '../schema/compose-folders.ts';
import type { DisclosureSink } from '../schema/disclosure.ts';
import { subgraphsOf } from '../schema/layout.ts';
import type { ChangeBus } from '../schema/changes/change.ts';
import { createLocalBus } from '../schema/changes/local-bus.ts';
import { createRedisBus } from '../schema/changes/redis-bus.ts';
import { sdlDigest } from '../schema/subgraph-sdl.ts';
import { ConfigInvalid, readConfig, type GatewayConfig } from './config.ts';
import { useExplorer } from './explorer/use-explorer.ts';
import type { Identity } from './identity/identity.ts';
import { openDemoIdentity, openIdentity, type DemoIssuer, type IdentityParts } from './identity/open-identity.ts';
import { openProtection, unknownDepartments } from './limits/open-protection.ts';
import { listen } from './listen.ts';
import { placesOfAnother, placesOfOurs, urlSetting } from './places.ts';
import { readDocuments } from './read-documents.ts';
import { startScreening } from './screening/start-screening.ts';
import { createGateway, type GatewayParts } from './server.ts';
import type { LocalHost } from './sources/in-process-backend.ts';

/** A supergraph and who serves its subgraphs. */
interface Served {
  readonly parts: Pick<
    GatewayParts,
    'supergraphSdl' | 'placeOf' | 'digests' | 'documents' | 'clockNotice' | 'disclosures' | 'now'
  >;
  /** Whether this gateway works on batches: on those of our own eligibility. */
  readonly hasBatches: boolean;
  /** What holds where no issuer of tokens is configured. */
  readonly identity: Identity;
  /** The demo district's issuer, where there is one. */
  readonly demo: DemoIssuer | null;
  /** What the operator should know, a line each. */
  readonly notices: readonly string[];
  /** Told where this gateway listens. */
  readonly announce: (url: string) => void;
  readonly close: () => Promise<void>;
}

const schema = join(import.meta.dirname, '../schema');
const closeNothing = async () => {};

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const log = pino({ level: config.logLevel, base: { process: 'gateway' } }, pino.destination(2));
  const aroundTokens = { now: Date.now, log }; // Tokens are about real time, whatever day a demo's clock shows.
  const configured = configuredIdentity(config, aroundTokens);
  const changes = await openBus(config, log);
  const served =
    config.supergraphFile === null
      ? await serveOurs(config, changes, log)
      : serveAnother(config, config.supergraphFile);
  const offered = served.demo === null ? served.identity : openDemoIdentity(served.demo, aroundTokens);
  const access = { anonymousPublic: config.anonymousPublic, demo: served.demo !== null };
  const purposes = served.identity.kind === 'off' ? [] : purposeCodes(access.demo);
  const explorer = useExplorer({ demoTokens: served.demo?.tokens ?? null, purposes });
  const { execution, limits, requestTimeoutMs } = config;
  const protection = await openProtection(config.protection, { redisUrl: config.redisUrl, now: Date.now, log });
  const identity = configured ?? offered;
  const gateway = await createGateway({
    ...served.parts,
    identity,
    access,
    answers: config.answers === null ? null : { ...config.answers, redisUrl: config.redisUrl },
    changes,
    explorer,
    execution,
    limits,
    protection,
    requestTimeoutMs,
    log,
  });
  const known = new Set(gateway.subgraphs.map(urlSetting));
  const unknown = [...config.subgraphUrls.keys()].filter((setting) => !known.has(setting));
  if (unknown.length > 0)
    throw new ConfigInvalid(unknown.map((setting) => `${setting}: the supergraph has no such subgraph`));
  const listening = await listen(gateway.app, config);
  let screening: ReturnType<typeof startScreening> | null = null;
  stopOnSignals(async () => {
    gateway.leave();
    const rounds = screening?.stop();
    const complete = await listening.drain(config.drainTimeoutMs);
    if (!complete) log.warn('requests under way were cut off');
    await rounds;
    await gateway.close();
    await protection.store.close();
    await served.close();
    await changes.close();
  });
  await gateway.warm();
  if (gateway.screening !== null && served.hasBatches)
    screening = startScreening({ ports: gateway.screening, now: served.parts.now, log });
  const { url } = listening;
  served.announce(url);
  for (const line of [...served.notices, `GraphQL:  ${url}/graphql`, `Explorer: ${url}/explorer`]) console.log(line);
}

/** Hears of changes in all processes where there is Redis; without it, of those in this one. */
async function openBus({ redisUrl: url }: GatewayConfig, log: Logger): Promise<ChangeBus> {
  if (url === null) return createLocalBus();
  const onLost = (lost: boolean) =>
    lost
      ? log.warn('changes are not heard: Redis does not answer, so nothing is answered from what is kept')
      : log.info('changes are heard again');
  return await createRedisBus({ url, onLost });
}

/** Our own supergraph. What SUBGRAPH_<NAME>_URL does not place elsewhere runs in this process. */
async function serveOurs(config: GatewayConfig, changes: ChangeBus, log: Logger): Promise<Served> {
  const { internalKey, subgraphTimeoutMs, subgraphTls: tls, subgraphUrls } = config;
  const folders = readFolders();
  const subgraphs = subgraphsOf(folders);
  const unknown = unknownDepartments(config.protection, new Set(folders.map(({ name }) => name)));
  if (unknown.length > 0) throw new ConfigInvalid(unknown);
  const here = subgraphs.map(({ name }) => name).filter((name) => !subgraphUrls.has(urlSetting(name)));
  const open = here.length === 0 ? await openLogAlone(log) : await openHost({ only: here, changes, log });
  return {
    parts: {
      supergraphSdl: readFileSync(join(schema, 'supergraph.graphql'), 'utf8'),
      placeOf: placesOfOurs({ host: open.host, internalKey, urls: subgraphUrls, timeoutMs: subgraphTimeoutMs, tls }),
      digests: new Map(subgraphs.map(({ name, sdl }) => [name, sdlDigest(sdl)])),
      documents: readDocuments(join(schema, 'operations')),
      clockNotice: open.clockNotice,
      disclosures: open.disclosures,
      now: open.now,
    },
    hasBatches: true,
    identity: { kind: 'not configured' },
    demo: open.demo,
    notices: [...open.notices, ...(subgraphUrls.size > 0 && internalKey === null ? [noInternalKey] : [])],
    announce: open.announce,
    close: open.close,
  };
}

/** A supergraph of somebody else's: the addresses are in the file, and none of our own code answers for it. */
function serveAnother(config: GatewayConfig, file: string): Served {
  const { subgraphTimeoutMs, subgraphTls: tls, subgraphUrls } = config;
  const supergraphSdl = readFileSync(file, 'utf8');
  if (!config.demo && readMarks(supergraphSdl) !== null) throw new ConfigInvalid([ourOwn(file)]);
  return {
    parts: {
      supergraphSdl,
      placeOf: placesOfAnother({ urls: subgraphUrls, timeoutMs: subgraphTimeoutMs, tls }),
      digests: new Map(),
      documents: [],
      clockNotice: null,
      disclosures: null,
      now: Date.now,
    },
    hasBatches: false,
    identity: { kind: 'off' },
    demo: null,
    notices: [
      config.tokens === null
        ? `Serving the supergraph of ${file}: identity, rights, purpose of use and disclosure log are off.`
        : `Serving the supergraph of ${file}: identity is on; rights, purpose of use and disclosure log are off.`,
    ],
    announce: () => {},
    close: closeNothing,
  };
}

/** Its services would be asked by whoever comes, for whatever they hold. */
const ourOwn = (file: string) =>
  `--supergraph ${file}: says who may see what, and served like this it would be open to everybody. Start it without ` +
  '--supergraph, with SUBGRAPH_<NAME>_URL for what runs elsewhere; or with DEMO=true, where nothing is real';

const noInternalKey =
  'Hosts in other processes are told no caller, and give out PUBLIC records only: set INTERNAL_KEY here and there.';

/** The issuer that is configured; null: none is. */
function configuredIdentity({ tokens }: GatewayConfig, parts: IdentityParts): Identity | null {
  try {
    return tokens === null ? null : openIdentity(tokens, parts);
  } catch (error) {
    throw new ConfigInvalid([`TOKEN_JWKS: ${(error as Error).message}`]);
  }
}

interface OpenHost {
  readonly host: LocalHost | null;
  readonly demo: DemoIssuer | null;
  readonly clockNotice: string | null;
  readonly disclosures: DisclosureSink;
  readonly now: () => number;
  readonly notices: readonly string[];
  readonly announce: (url: string) => void;
  readonly close: () => Promise<void>;
}

/** Every subgraph is served elsewhere: of ours only the log of who looked is opened, which the gateway writes itself. */
async function openLogAlone(log: Logger): Promise<OpenHost> {
  const opened = await (await import('../subgraphs/open-log.ts')).openLog({ environment: process.env, log });
  const { sink: disclosures } = opened;
  const close = () => opened.close();
  const nothing = { host: null, demo: null, clockNotice: null, notices: [], announce: () => {} };
  return { ...nothing, disclosures, now: Date.now, close };
}

/** Opens the subgraphs that run in this process. Loaded only here: a gateway alone needs nothing of subgraphs/. */
async function openHost(parts: { only: readonly string[]; changes: ChangeBus; log: Logger }): Promise<OpenHost> {
  const opened = await (await import('../subgraphs/open-host.ts')).openHost({ environment: process.env, ...parts });
  const { clockNotice, control, host, identity: demo, now } = opened;
  const notices =
    control === null
      ? []
      : [`Demo:     ${control}/departments (a district of stand-ins; ${clockNotice ?? 'real clock'})`];
  const announce = (url: string) => opened.announce(url);
  const { disclosures } = host;
  return { host, demo, clockNotice, disclosures, now, notices, announce, close: () => opened.close() };
}

/** A first signal lets requests under way end; a second one does not wait for them. */
function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

const faultsOfSettings: ReadonlySet<string> = new Set([
  'AddressUnusable',
  'ConfigInvalid',
  'DemoNotStarted',
  'HostSettingsInvalid',
]);

/** What the operator has to mend needs no stack. */
function isFaultOfSettings(error: unknown): error is Error {
  return error instanceof Error && faultsOfSettings.has(error.name);
}

function fail(error: unknown): never {
  console.error(isFaultOfSettings(error) ? error.message : error);
  process.exit(1);
}

main().catch(fail);
