import { mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import type { ChangeBus } from '../schema/changes/change.ts';
import { createLocalBus } from '../schema/changes/local-bus.ts';
import { createRedisBus } from '../schema/changes/redis-bus.ts';
import { readFolders } from '../schema/compose-folders.ts';
import { readHostSettings, type HostSettings, type ProcessSettings } from './config.ts';
import { loadDepartments, type Department } from './connector/load-departments.ts';
import type { Clock } from './connector/protocol.ts';
import { localDay } from './connector/timetable.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { demoClockOffset } from './demo-clock.ts';
import { createHost, type Host } from './host.ts';
import { usualPublicity } from './publicity-settings.ts';
import { findDemo, startDemo, type DemoDistrict, type DemoIdentity } from './start-demo.ts';

export interface OpenParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  /** Tells other processes what has changed; absent: one of this host's own, over REDIS_URL where it is set. */
  readonly changes?: ChangeBus;
  /** Only these subgraphs are served here; absent: all but `elsewhere`. */
  readonly only?: readonly string[];
  /** Subgraphs that other processes serve. */
  readonly elsewhere?: readonly string[];
}

export interface Opened {
  readonly host: Host;
  /** What answers say about their clock, when it is not the real one. */
  readonly clockNotice: string | null;
  /** The clock of everything here, in milliseconds of the epoch. */
  readonly now: () => number;
  /** Address of the demo district's control endpoint, where there is one. */
  readonly control: string | null;
  /** Whose tokens the demo's callers carry; null where departments or an issuer of tokens are configured. */
  readonly identity: DemoIdentity | null;
  /** INTERNAL_KEY, for whoever serves the host to gateways in other processes. */
  readonly internalKey: string | null;
  /** The gateway over this host listens there. */
  announce(url: string): void;
  close(): Promise<void>;
}

/** Opens the subgraphs of this process as the environment says, with the demo district where no department is configured. */
export async function openHost({ changes: given, environment, log, only, elsewhere = [] }: OpenParts): Promise<Opened> {
  const departments = await loadDepartments();
  const settings = readHostSettings(
    environment,
    departments.map(({ name }) => name),
  );
  // A demo that starts for the first time makes a database too: both are made at the same time.
  const database = openDatabase({ url: settings.databaseUrl, dataDir: settings.dataDir }, log);
  database.catch(() => undefined); // The host says so when it comes to it.
  const demo = settings.demo ? await openDemo(settings, departments).catch(closing(database)) : null;
  const offsetMs = demo?.clockOffsetMs ?? 0;
  const clock: Clock = { now: () => Date.now() + offsetMs };
  const wanted =
    only ??
    readFolders()
      .map(({ name }) => name)
      .filter((name) => !elsewhere.includes(name));
  const changes = given ?? (await openBus(settings.redisUrl ?? null, log));
  const host = await createHost({
    settings: withDemo(settings, demo),
    clock,
    log,
    only: wanted,
    changes,
    database,
  }).catch(async (error: unknown) => {
    await demo?.close();
    throw error;
  });
  return {
    host,
    now: () => clock.now(),
    clockNotice:
      offsetMs === 0
        ? null
        : `demo clock: the day is ${localDay(clock.now())} in Asia/Shanghai (set DEMO_CLOCK=real for the true time)`,
    control: demo?.control ?? null,
    identity: settings.demoIssuer ? (demo?.identity ?? null) : null,
    internalKey: settings.internalKey,
    announce: (url) => demo?.tellGateway(url),
    async close() {
      await host.close();
      if (given === undefined) await changes.close();
      await demo?.close();
    },
  };
}

/** Ends what was being opened beside something that failed, and hands the failure on. */
function closing(opening: Promise<Database>) {
  return async (failure: unknown): Promise<never> => {
    await opening.then(
      (database) => database.close(),
      () => undefined,
    );
    throw failure;
  };
}

async function openBus(url: string | null, log: Logger): Promise<ChangeBus> {
  if (url === null) return createLocalBus();
  const onLost = (lost: boolean) =>
    log.warn(lost ? 'changes are not heard: Redis does not answer' : 'changes are heard again');
  return await createRedisBus({ url, onLost });
}

/** The district that is there already, else one of our own. */
async function openDemo(settings: ProcessSettings, departments: readonly Department[]): Promise<DemoDistrict> {
  const dataDir = settings.dataDir ?? 'var';
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const found = await findDemo(dataDir);
  if (found !== null) return found;
  const clockOffsetMs =
    settings.demoClock === 'real'
      ? 0
      : demoClockOffset(
          departments.map(({ connector }) => connector),
          dataDir,
        );
  return startDemo({ dataDir, controlPort: settings.demoPort, clockOffsetMs, issuer: settings.demoIssuer });
}

/** The demo's systems are configured as an operator would; what the operator has configured stays. */
function withDemo(settings: HostSettings, demo: DemoDistrict | null): HostSettings {
  if (demo === null) return settings;
  const { publicity = usualPublicity } = settings;
  return {
    ...settings,
    registerMapping: settings.registerMapping ?? demo.registerMapping,
    cityPlatform: settings.cityPlatform ?? demo.cityPlatform,
    publicity: { ...publicity, authorityCodes: publicity.authorityCodes ?? demo.authorityCodes },
    departments: { ...demo.settings, ...settings.departments },
  };
}
