import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pino from 'pino';
import { generatedOrganisations } from '../demo/organisations.ts';
import { createHost, type Host } from '../subgraphs/host.ts';

/** A working Monday morning on which no department has its window. */
const startMs = Date.parse('2026-07-06T09:30:00+08:00');
/** A machine with other work to do must not make departments look silent. */
const patient = { timeoutMs: '60000' };

export interface BenchHost {
  readonly host: Host;
  /** Starts at a fixed moment and runs; `forward` puts it forward, for the departments too. */
  readonly clock: { now(): number; forward(ms: number): Promise<void> };
  readonly codes: readonly string[];
  close(): Promise<void>;
}

interface Department {
  readonly department: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** The demo's departments in another process, and a host for them in this one, over a database of its own or a server's. */
export async function openDemoHost(databaseUrl: string | null = null): Promise<BenchHost> {
  let offsetMs = startMs - Date.now();
  const standIns = fork(join(import.meta.dirname, 'stand-ins.ts'), [String(offsetMs)], { stdio: 'inherit' });
  const [departments] = (await once(standIns, 'message')) as [readonly Department[]];
  const clock = {
    now: () => Date.now() + offsetMs,
    async forward(ms: number) {
      offsetMs += ms;
      const heard = once(standIns, 'message');
      standIns.send({ offsetMs });
      await heard;
    },
  };
  const settings = {
    databaseUrl,
    dataDir: null,
    registerMapping: join(import.meta.dirname, '../demo/organisations.csv'),
    files: { workingCalendar: null, measureDeadlines: null, repairRules: null, measureCatalogue: null },
    webhooks: {},
    demo: true,
    demoClock: 'demo' as const,
    demoPort: 0,
    departments: Object.fromEntries(departments.map((one) => [one.department, { ...one.settings, ...patient }])),
  };
  const host = await createHost({ settings, clock, log: pino({ level: 'silent' }) });
  return {
    host,
    clock,
    codes: generatedOrganisations(7, 100).map(({ creditCode }) => creditCode),
    async close() {
      await host.close();
      const gone = once(standIns, 'exit');
      standIns.disconnect();
      await gone;
    },
  };
}
