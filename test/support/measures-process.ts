/** A process of its own that keeps measures, as the script of a child: `node measures-process.ts <settings as JSON>`. */
import { readFileSync } from 'node:fs';
import pino from 'pino';
import { openIdentity } from '../../gateway/identity/open-identity.ts';
import { listen } from '../../gateway/listen.ts';
import { placesOfOurs } from '../../gateway/places.ts';
import { createGateway } from '../../gateway/server.ts';
import type { Settings } from '../../subgraphs/connector/protocol.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';
import { createHost } from '../../subgraphs/host.ts';

export interface ProcessSettings {
  readonly databaseUrl: string | null;
  readonly dataDir: string | null;
  /** Settings of the departments' systems, by folder. */
  readonly departments: Readonly<Record<string, Settings>>;
  readonly supergraph: string;
  readonly catalogue: string;
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
  /** The moment at which tokens are judged, in milliseconds of the epoch. */
  readonly tokensAtMs: number;
  /** Milliseconds by which the clock of measures is ahead of this machine's. */
  readonly clockOffsetMs: number;
  /** Milliseconds that have passed on that clock, beside those of the machine, while no process ran. */
  readonly passedMs: number;
}

const settings = JSON.parse(process.argv[2]!) as ProcessSettings;
const log = pino({ level: 'error' }, pino.destination(2));
const clock = { now: () => Date.now() + settings.clockOffsetMs };

/** The database's own clock cannot be set; what it measures, leases and waiting times, is moved by the same time. */
async function letTimePass(): Promise<void> {
  const database = await openDatabase({ url: settings.databaseUrl, dataDir: settings.dataDir }, log);
  await database.query(
    `UPDATE order_deliveries SET claimed_until = claimed_until - $1::float8 * interval '1 ms',
       due_at = due_at - $1::float8 * interval '1 ms' WHERE state = 'WAITING'`,
    [settings.passedMs],
  );
  await database.close();
}

const { audience, catalogue, databaseUrl, dataDir, departments, issuer, jwks, supergraph, tokensAtMs } = settings;
if (settings.passedMs > 0) await letTimePass();
const host = await createHost({
  settings: {
    databaseUrl,
    dataDir,
    registerMapping: null,
    files: { workingCalendar: null, measureDeadlines: null, repairRules: null, measureCatalogue: catalogue },
    webhooks: {},
    departments,
    demo: false,
    demoClock: 'real',
    demoPort: 0,
  },
  clock,
  log,
  only: ['register', 'measures', ...Object.keys(departments)],
});
const gateway = await createGateway({
  supergraphSdl: readFileSync(supergraph, 'utf8'),
  placeOf: placesOfOurs({ host, urls: new Map(), timeoutMs: 10_000 }),
  digests: new Map(),
  documents: [],
  clockNotice: null,
  explorer: null,
  identity: openIdentity({ jwks, issuer, audience, algorithms: ['ES256'] }, { now: () => tokensAtMs, log }),
  log,
  now: clock.now,
});
const { url } = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
await gateway.warm();
console.log(`GraphQL: ${url}/graphql`);
