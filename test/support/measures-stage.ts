import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDistrict } from '../../demo/create-district.ts';
import type { StandIn } from '../../demo/district.ts';
import { startStandIns } from '../../demo/load-stand-ins.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { readFolders } from '../../schema/compose-folders.ts';
import { localDay } from '../../subgraphs/connector/timetable.ts';
import { untilReady, type RunningGateway } from './gateway-process.ts';
import { MORNING } from './measure-desk.ts';
import { catalogueFile, withSystem } from './measures-catalogue.ts';
import type { ProcessSettings } from './measures-process.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { audience, createTestIssuer, issuer, now as tokensAtMs, type TestIssuer } from './token-issuer.ts';

const dayMs = 86_400_000;

/** Everything around the processes of a proof: the departments' systems, the issuer of tokens, and the calendar. */
export interface Stage {
  readonly folder: string;
  readonly keys: TestIssuer;
  readonly standIns: readonly StandIn[];
  readonly clock: { now(): number };
  today(): string;
  /** Whether a department's system has received an order: nobody answers what he does not have. */
  hasReceived(department: string, orderId: string): boolean;
  /** Lets days pass while no process runs; it is ten in the morning then, and no Sunday: departments work. */
  passDays(days: number): void;
  /** Starts a process; it ends with the stage at the latest. */
  spawn(database: Pick<ProcessSettings, 'databaseUrl' | 'dataDir'>): Spawned;
  close(): Promise<void>;
}

export interface Spawned {
  readonly child: ChildProcess;
  readonly serving: Promise<RunningGateway>;
}

/** Departments work on their orders by themselves where their systems do; what others say is said by the driver. */
const pace = { afterMs: 0, everyMs: 500 };

export async function openStage(seed: number): Promise<Stage> {
  const temporary = temporaryFolder();
  const folder = temporary.path;
  let offsetMs = MORNING - Date.now();
  let passedMs = 0;
  const clock = { now: () => Date.now() + offsetMs };
  const keys = await createTestIssuer();
  const standIns = await startStandIns(createDistrict({ clock, seed, folder: join(folder, 'demo'), pace }), withSystem);
  const places = writePlaces(folder, keys);
  const children: ChildProcess[] = [];
  const departments = Object.fromEntries(standIns.map(({ department, settings }) => [department, settings]));
  return {
    folder,
    keys,
    standIns,
    clock,
    hasReceived: (department, orderId) =>
      standIns
        .find((one) => one.department === department)!
        .orders!.list()
        .some((one) => one.orderId === orderId),
    today: () => localDay(clock.now()),
    passDays(days) {
      const wanted = morningOf(clock.now() + days * dayMs);
      passedMs = wanted - clock.now();
      offsetMs = wanted - Date.now();
    },
    spawn(database) {
      const settings: ProcessSettings = {
        ...database,
        ...places,
        departments,
        issuer,
        audience,
        tokensAtMs,
        clockOffsetMs: offsetMs,
        passedMs,
      };
      const args = [join(import.meta.dirname, 'measures-process.ts'), JSON.stringify(settings)];
      const child = spawn(process.execPath, args, { cwd: folder, env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
      children.push(child);
      const serving = untilReady(child);
      serving.catch(() => undefined);
      return { child, serving };
    },
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(standIns.map((one) => one.close()));
      temporary.remove();
    },
  };
}

function writePlaces(folder: string, keys: TestIssuer) {
  const catalogue = join(folder, 'catalogue');
  mkdirSync(catalogue);
  writeFileSync(join(catalogue, 'items.json'), catalogueFile);
  const jwks = join(folder, 'jwks.json');
  writeFileSync(jwks, JSON.stringify({ keys: [keys.publicJwk] }));
  const supergraph = join(folder, 'supergraph.graphql');
  const folders = readFolders([]).filter(({ name }) => name === 'register' || name === 'measures');
  writeFileSync(supergraph, composeFolders(folders).supergraphSdl);
  return { catalogue, jwks, supergraph };
}

/** Ten in the morning in Anju, of that day or of the Monday after it: on some Sundays systems are closed all day. */
function morningOf(ms: number): number {
  const morning = Date.parse(`${localDay(ms)}T02:00:00Z`);
  return new Date(morning).getUTCDay() === 0 ? morning + dayMs : morning;
}
