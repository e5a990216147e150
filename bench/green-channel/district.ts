import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createDistrict } from '../../demo/create-district.ts';
import { startStandIns } from '../../demo/load-stand-ins.ts';
import { generatedOrganisations } from '../../demo/organisations.ts';
import { placesOfOurs } from '../../gateway/places.ts';
import type { ScreeningPorts } from '../../gateway/screening/screening-ports.ts';
import { createGateway } from '../../gateway/server.ts';
import { createHost } from '../../subgraphs/host.ts';

const root = join(import.meta.dirname, '../..');
const quiet = pino({ level: 'silent' });
/** A working Monday morning on which no department has its window. */
const startMs = Date.parse('2026-07-06T09:30:00+08:00');

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
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const offsetMs = startMs - Date.now();
  const clock = { now: () => Date.now() + offsetMs };
  const standIns = await startStandIns(createDistrict({ clock, seed: 7, folder }));
  const settings = {
    databaseUrl: null,
    dataDir: null,
    registerMapping: join(root, 'demo/organisations.csv'),
    files: { workingCalendar: null, measureDeadlines: null, repairRules: null, measureCatalogue: null },
    webhooks: {},
    demo: true,
    demoClock: 'demo' as const,
    demoPort: 0,
    departments: Object.fromEntries(standIns.map((one) => [one.department, one.settings])),
  };
  const host = await createHost({ settings, clock, log: quiet });
  const gateway = await createGateway({
    supergraphSdl: readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'),
    placeOf: placesOfOurs({ host, urls: new Map(), timeoutMs: 10_000 }),
    digests: new Map(),
    documents: [],
    clockNotice: null,
    explorer: null,
    log: quiet,
    now: () => clock.now(),
  });
  const { screening } = gateway;
  if (screening === null) throw new Error('this gateway has no batches');
  return {
    ask: (operation, asking) => screening.ask(operation, asking),
    codes: generatedOrganisations(7, 100)
      .slice(0, 3)
      .map(({ creditCode }) => creditCode),
    async close() {
      await gateway.close();
      await host.close();
      await Promise.all(standIns.map((one) => one.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
