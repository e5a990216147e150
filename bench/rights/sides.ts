import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createIssuer } from '../../demo/issuer.ts';
import type { Identity } from '../../gateway/identity/identity.ts';
import { openDemoIdentity } from '../../gateway/identity/open-identity.ts';
import { openProtection } from '../../gateway/limits/open-protection.ts';
import { readProtection } from '../../gateway/limits/protection-settings.ts';
import { listen } from '../../gateway/listen.ts';
import { placesOfOurs } from '../../gateway/places.ts';
import { createGateway } from '../../gateway/server.ts';
import type { Host } from '../../subgraphs/host.ts';

const quiet = pino({ level: 'silent' });
const supergraphSdl = readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8');

/** One way to answer, and a client that asks it over HTTP from another process. */
export interface Side {
  /** Sends these queries at once; null: all were answered whole. */
  ask(bodies: readonly string[]): Promise<string | null>;
  close(): Promise<void>;
}

/** A gateway that knows who asks, what for and what they may see, and writes it down. */
export async function openAccountable(host: Host): Promise<Side> {
  const issuer = await createIssuer(Date.now);
  const folder = mkdtempSync(join(tmpdir(), 'bench-keys-'));
  const jwks = join(folder, 'jwks.json');
  writeFileSync(jwks, JSON.stringify(issuer.publicKeys));
  const identity = openDemoIdentity({ ...issuer, jwks, tokens: '' }, { now: Date.now, log: quiet });
  const { token } = await issuer.issue({ sub: 'bench', role: 'analyst' });
  const headers = { authorization: `Bearer ${token}`, 'x-purpose': 'CREDIT_REPORT' };
  const side = await openSide(host, identity, headers);
  return { ...side, close: async () => (await side.close(), rmSync(folder, { recursive: true })) };
}

/** The same gateway with all of that off. */
export async function openUnaccountable(host: Host): Promise<Side> {
  return openSide(host, { kind: 'off' }, {});
}

async function openSide(host: Host, identity: Identity, headers: Readonly<Record<string, string>>): Promise<Side> {
  const isOn = identity.kind !== 'off';
  const faults: string[] = [];
  const settings = readProtection({ RATE_LIMIT: 'off' }, faults, false);
  if (faults.length > 0) throw new Error(faults.join('; '));
  const gateway = await createGateway({
    supergraphSdl,
    placeOf: placesOfOurs({ host, urls: new Map(), timeoutMs: 10_000 }),
    digests: new Map(),
    documents: [],
    clockNotice: null,
    explorer: null,
    identity,
    disclosures: isOn ? host.disclosures : null,
    protection: await openProtection(settings, { redisUrl: null, now: Date.now, log: quiet }),
    log: quiet,
    now: Date.now,
  });
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  const client = fork(join(import.meta.dirname, 'client.ts'), { stdio: 'inherit' });
  return {
    ask: (bodies) =>
      tell(client, { url: `${listening.url}/graphql`, headers: { ...headers, 'cache-control': 'no-cache' }, bodies }),
    async close() {
      client.disconnect();
      await once(client, 'exit');
      await listening.drain(1000);
      await gateway.close();
    },
  };
}

async function tell(client: ChildProcess, told: object): Promise<string | null> {
  const answered = once(client, 'message');
  client.send(told);
  const [{ fault }] = (await answered) as [{ fault: string | null }];
  return fault;
}
