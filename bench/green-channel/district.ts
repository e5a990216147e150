import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { placesOfOurs } from '../../gateway/places.ts';
import type { ScreeningPorts } from '../../gateway/screening/screening-ports.ts';
import { createGateway } from '../../gateway/server.ts';
import { openDemoHost } from '../demo-host.ts';

export type Asking = ScreeningPorts['ask'];

export interface BenchDistrict {
  /** Asks through the whole gateway, without HTTP. */
  readonly ask: Asking;
  /** So few that what they cost stays within every department's rate. */
  readonly codes: readonly string[];
  close(): Promise<void>;
}

/** The demo's departments, its host and a gateway, all in this process; its clock starts at a fixed moment. */
export async function openDistrict(): Promise<BenchDistrict> {
  const { clock, codes, host, ...demo } = await openDemoHost();
  const gateway = await createGateway({
    supergraphSdl: readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8'),
    placeOf: placesOfOurs({ host, urls: new Map(), timeoutMs: 10_000 }),
    digests: new Map(),
    documents: [],
    clockNotice: null,
    explorer: null,
    log: pino({ level: 'silent' }),
    now: () => clock.now(),
  });
  const { screening } = gateway;
  if (screening === null) throw new Error('this gateway has no batches');
  return {
    ask: (operation, asking) => screening.ask(operation, asking),
    codes: codes.slice(0, 3),
    async close() {
      await gateway.close();
      await demo.close();
    },
  };
}
