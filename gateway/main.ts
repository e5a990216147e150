import './telemetry-off.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { readFolders } from '../schema/compose-folders.ts';
import { subgraphsOf } from '../schema/layout.ts';
import { sdlDigest } from '../schema/subgraph-sdl.ts';
import { ConfigInvalid, readConfig, type GatewayConfig } from './config.ts';
import { useExplorer } from './explorer/use-explorer.ts';
import { listen } from './listen.ts';
import { placesOfAnother, placesOfOurs, urlSetting } from './places.ts';
import { readDocuments } from './read-documents.ts';
import { createGateway, type GatewayParts } from './server.ts';
import type { LocalHost } from './sources/in-process-backend.ts';

/** What differs between our own supergraph and somebody else's, and what has to be closed with it. */
interface Served {
  readonly parts: Pick<GatewayParts, 'supergraphSdl' | 'placeOf' | 'digests' | 'documents' | 'clockNotice'>;
  readonly notices: readonly string[];
  close(): Promise<void>;
}

const schema = join(import.meta.dirname, '../schema');

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const log = pino({ level: config.logLevel, base: { process: 'gateway' } }, pino.destination(2));
  const served = config.supergraphFile === null ? await serveOurs(config, log) : serveAnother(config, config.supergraphFile);
  const gateway = await createGateway({ ...served.parts, explorer: useExplorer(), log, now: Date.now });
  const listening = await listen(gateway.app, config);
  stopOnSignal(log, async () => {
    gateway.leave();
    const complete = await listening.drain(config.drainTimeoutMs);
    if (!complete) log.warn('requests under way were cut off');
    await gateway.close();
    await served.close();
  });
  await gateway.warm();
  for (const notice of served.notices) console.log(notice);
  console.log(`GraphQL   ${listening.url}/graphql\nexplorer  ${listening.url}/explorer\nready     ${listening.url}/health/ready`);
}

function serveAnother({ subgraphTimeoutMs, subgraphUrls }: GatewayConfig, file: string): Served {
  const urls = new Proxy(subgraphUrls, {});
  return {
    parts: {
      supergraphSdl: readFileSync(file, 'utf8'),
      placeOf: placesOfAnother({ urls, timeoutMs: subgraphTimeoutMs }),
      digests: new Map(),
      documents: [],
      clockNotice: null,
    },
    notices: ['This is a supergraph of your own: rights, purposes, receipts and records of disclosure are off.'],
    close: async () => {},
  };
}
