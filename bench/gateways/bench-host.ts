import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createDistrict } from '../../demo/create-district.ts';
import { startStandIns } from '../../demo/load-stand-ins.ts';
import { generatedOrganisations } from '../../demo/organisations.ts';
import { createHost, type Host } from '../../subgraphs/host.ts';

const root = join(import.meta.dirname, '../..');
const dayMs = 86_400_000;
/** 1970-01-05 was a Monday. */
const someMonday = Date.parse('1970-01-05T09:30:00+08:00');
/**
 * The morning of a Monday to come, on which no department has its window: what its departments say holds beyond the
 * real time of the gateways that are measured.
 */
const startMs = someMonday + Math.ceil((Date.now() - someMonday) / (7 * dayMs)) * 7 * dayMs;
/** So few that what they cost stays within every department's rate. */
const fewest = 5;

export interface BenchHost {
  readonly host: Host;
  /** Codes of the organisations whose answers are given out in others' names. */
  readonly templates: readonly string[];
  close(): Promise<void>;
}

/** All departments of the demo district and the host over them; its clock starts at a fixed moment. */
export async function openBenchHost(): Promise<BenchHost> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-subgraphs-'));
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
  const host = await createHost({ settings, clock, log: pino({ level: 'silent' }) });
  return {
    host,
    templates: generatedOrganisations(7, 100)
      .slice(0, fewest)
      .map(({ creditCode }) => creditCode),
    async close() {
      await host.close();
      await Promise.all(standIns.map((one) => one.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
