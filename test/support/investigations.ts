import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { listen } from '../../gateway/listen.ts';
import { placesOfOurs, urlSetting } from '../../gateway/places.ts';
import { createGateway } from '../../gateway/server.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { readFolders } from '../../schema/compose-folders.ts';
import { createHost, type Host } from '../../subgraphs/host.ts';
import { plainTokens } from './callers.ts';
import { quiet } from './database.ts';
import { MONDAY, noFiles } from './district.ts';
import { trusted } from './rest.ts';

const place = join(import.meta.dirname, 'departments');
const supergraphSdl = composeFolders(readFolders([place])).supergraphSdl;
const register = join(import.meta.dirname, '../../demo/organisations.csv');

export type Row = Readonly<Record<'ID' | 'USCC' | 'MC' | 'LX' | 'WH' | 'RQ' | 'GK', string>>;

/** A district of one department, some of whose records are for its own officers only. */
export async function openInvestigations(rows: readonly Row[]) {
  const system = createServer((request, response) => {
    const about = rows.filter(({ USCC }) => request.url?.includes(USCC));
    response.end(JSON.stringify(about.length === 0 ? { code: '1', data: '' } : { code: '0', data: about }));
  }).listen(0, '127.0.0.1');
  await once(system, 'listening');
  const host = await createHost({
    settings: {
      databaseUrl: null,
      dataDir: null,
      registerMapping: register,
      files: noFiles,
      webhooks: {},
      demo: false,
      demoClock: 'real',
      demoPort: 0,
      departments: {
        investigations: { url: `http://127.0.0.1:${(system.address() as AddressInfo).port}`, token: 't0ken' },
      },
    },
    clock: { now: () => MONDAY },
    log: quiet,
    folders: [place],
  });
  return {
    host,
    async close() {
      await host.close();
      system.close();
    },
  };
}

/** A gateway over that district; `elsewhere`: where another process serves the department, and the key that both have. */
export async function serveInvestigations(
  host: Host,
  elsewhere: { readonly url?: string; readonly internalKey?: string | null } = {},
) {
  const { internalKey = null, url: address } = elsewhere;
  const urls = new Map(address === undefined ? [] : [[urlSetting('investigations'), address] as const]);
  const gateway = await createGateway({
    supergraphSdl,
    placeOf: placesOfOurs({ host, urls, timeoutMs: 10_000, internalKey }),
    digests: new Map(),
    documents: trusted.filter(({ name }) => name.includes('green-channel')),
    clockNotice: null,
    explorer: null,
    identity: plainTokens,
    access: { anonymousPublic: false, demo: true },
    log: quiet,
    now: () => MONDAY,
  });
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  await gateway.warm();
  return {
    url: listening.url,
    screening: gateway.screening!,
    async close() {
      await listening.drain(2000);
      await gateway.close();
    },
  };
}
