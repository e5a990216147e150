import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from '../../gateway/identity/identity.ts';
import { listen } from '../../gateway/listen.ts';
import { placesOfOurs } from '../../gateway/places.ts';
import { createGateway } from '../../gateway/server.ts';
import type { Caller } from '../../schema/caller.ts';
import type { DisclosedContent, DisclosureEntry, DisclosureSink } from '../../schema/disclosure.ts';
import { root } from './gateway-process.ts';
import { quiet } from './database.ts';
import { askAt, openDistrict, type GraphqlAnswer, type TestDistrict } from './district.ts';
import type { HostParts } from '../../subgraphs/host.ts';

/** An entry and its content, as one. */
export type WrittenDown = Omit<DisclosureEntry, 'content'> & DisclosedContent;

export interface Disclosing extends AsyncDisposable {
  readonly district: TestDistrict;
  readonly url: string;
  /** Asks as somebody; null: without a token. */
  ask(by: Caller | null, query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>;
  /** What was written down since the last time, oldest first. */
  written(): WrittenDown[];
  /** From now on the log refuses entries; null: no longer. */
  breakLog(fault: Error | null): void;
}

/** Tokens of these tests are the caller's own claims. */
const believing: Identity = {
  kind: 'tokens',
  howToGetOne: '',
  verify: async (token) => JSON.parse(Buffer.from(token, 'base64url').toString()) as Caller,
};

/** The product's departments, register, measures and log behind a gateway that writes down who looked. */
export async function openDisclosing(
  connected: readonly string[] = ['court', 'state-tax'],
  hostParts: Partial<HostParts> = {},
): Promise<Disclosing> {
  const district = await openDistrict({ connected, hostParts });
  const entries: WrittenDown[] = [];
  let broken: Error | null = null;
  const sink: DisclosureSink = {
    async append(entry) {
      if (broken !== null) throw broken;
      await district.host.disclosures.append(entry);
      const { content, ...others } = entry;
      entries.push({ ...others, ...content });
    },
  };
  const gateway = await createGateway({
    supergraphSdl: readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'),
    placeOf: placesOfOurs({ host: district.host, urls: new Map(), timeoutMs: 10_000 }),
    digests: new Map(),
    documents: [],
    clockNotice: null,
    explorer: null,
    identity: believing,
    access: { anonymousPublic: false, demo: true },
    disclosures: sink,
    log: quiet,
    now: () => district.clock.now(),
  });
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  await gateway.warm();
  const ask = askAt(listening.url);
  return {
    district,
    url: listening.url,
    ask: (by, query, variables) => ask(query, variables, by === null ? {} : bearerOf(by)),
    written: () => entries.splice(0),
    breakLog(fault) {
      broken = fault;
    },
    async [Symbol.asyncDispose]() {
      await listening.drain(2000);
      await gateway.close();
      await district[Symbol.asyncDispose]();
    },
  };
}

/** An analyst, where a test is not about who asks. */
export const anybody: Caller = { role: 'analyst', id: 'analyst-1' };

export function bearerOf(caller: Caller): Record<string, string> {
  const token = Buffer.from(JSON.stringify(caller)).toString('base64url');
  return { authorization: `Bearer ${token}`, 'x-purpose': 'DEVELOPMENT_TEST' };
}
