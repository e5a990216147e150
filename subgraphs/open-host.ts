import { join } from 'node:path';
import type { Logger } from 'pino';
import { readHostSettings, type HostSettings } from './config.ts';
import { loadDepartments, type Department } from './connector/load-departments.ts';
import type { Clock } from './connector/protocol.ts';
import { localDay } from './connector/timetable.ts';
import { demoClockStart } from './demo-clock.ts';
import { createHost, type Host } from './host.ts';
import { startDemo, type DemoDistrict } from './start-demo.ts';

export interface OpenParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  /** Only these subgraphs are served here; absent: all but `elsewhere`. */
  readonly only?: readonly string[];
  /** Subgraphs that other processes serve. */
  readonly elsewhere?: readonly string[];
}

export interface Opened {
  readonly host: Host;
  /** What answers say about their clock, when it is not the real one. */
  readonly clockNotice: string | null;
  /** Address of the demo district's control endpoint, where there is one. */
  readonly control: string | null;
  close(): Promise<void>;
}

/** Opens the subgraphs of this process as the environment says, with the demo district where no department is configured. */
export async function openHost({ environment, log, only, elsewhere = [] }: OpenParts): Promise<Opened> {
  const departments = await loadDepartments();
  const settings = readHostSettings(
    environment,
    departments.map(({ name }) => name),
  );
  const offsetMs = settings.demo && settings.demoClock === 'demo' ? demoOffsetMs(departments) : 0;
  const clock: Clock = { now: () => Date.now() + offsetMs };
  const demo = settings.demo ? await openDemo(settings, offsetMs) : null;
  const wanted =
    only ?? ['register', ...departments.map(({ name }) => name)].filter((name) => !elsewhere.includes(name));
  const host = await createHost({ settings: withDemo(settings, demo), clock, log, only: wanted }).catch(
    async (error: unknown) => {
      await demo?.close();
      throw error;
    },
  );
  return {
    host,
    clockNotice:
      offsetMs === 0
        ? null
        : `demo clock: the day is ${localDay(clock.now())} in Asia/Shanghai (set DEMO_CLOCK=real for the true time)`,
    control: demo?.control ?? null,
    async close() {
      await host.close();
      await demo?.close();
    },
  };
}

function demoOffsetMs(departments: readonly Department[]): number {
  const nowMs = Date.now();
  return (
    demoClockStart(
      departments.map(({ connector }) => connector),
      nowMs,
    ) - nowMs
  );
}

function openDemo({ dataDir, demoPort }: HostSettings, clockOffsetMs: number): Promise<DemoDistrict> {
  return startDemo({ folder: join(dataDir ?? 'var', 'demo'), controlPort: demoPort, clockOffsetMs });
}

/** The demo's systems are configured as an operator would; what the operator has configured stays. */
function withDemo(settings: HostSettings, demo: DemoDistrict | null): HostSettings {
  if (demo === null) return settings;
  return {
    ...settings,
    registerMapping: settings.registerMapping ?? demo.registerMapping,
    departments: { ...demo.settings, ...settings.departments },
  };
}
