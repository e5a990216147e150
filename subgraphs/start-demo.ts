import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CityPlatformSettings } from './city-platform/platform.ts';
import type { Settings } from './connector/protocol.ts';

/** Whose tokens the demo's callers carry. */
export interface DemoIdentity {
  /** Address of the issuer's public keys. */
  readonly jwks: string;
  /** Address at which it gives out tokens: `?role=<role>`. */
  readonly tokens: string;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: string;
}

export interface DemoDistrict {
  /** Address of the control endpoint. */
  readonly control: string;
  /** null: it gives out no tokens. */
  readonly identity: DemoIdentity | null;
  readonly settings: Readonly<Record<string, Settings>>;
  /** Where the stand-in of the city's platform listens, and the account there. */
  readonly cityPlatform: CityPlatformSettings;
  /** Milliseconds by which the district's clock is ahead of this machine's. */
  readonly clockOffsetMs: number;
  readonly registerMapping: string;
  /** Its authorities' credit codes, fictional as everything in it. */
  readonly authorityCodes: string;
  /** false: another process started it, and ends it. */
  readonly ours: boolean;
  /** Says where the gateway listens: programs of departments that answer orders by themselves are its clients. */
  tellGateway(url: string): void;
  close(): Promise<void>;
}

export interface DemoParts {
  readonly dataDir: string;
  readonly controlPort: number;
  readonly clockOffsetMs: number;
  /** Whether it gives out tokens. */
  readonly issuer: boolean;
}

/** Its process has ended, and has said why. */
class DemoNotStarted extends Error {
  override readonly name = 'DemoNotStarted';
  constructor(reason: string) {
    super(`The demo district did not start: ${reason}`);
  }
}

type Ready = Pick<DemoDistrict, 'cityPlatform' | 'control' | 'identity' | 'settings'>;
type Written = Ready & { readonly clockOffsetMs: number };

const demo = join(import.meta.dirname, '../demo');
const registerMapping = join(demo, 'organisations.csv');
const authorityCodes = join(demo, 'authority-codes.csv');

/** The district that a process beside this one has started on the same folder: one district, one clock. */
export async function findDemo(dataDir: string): Promise<DemoDistrict | null> {
  try {
    const written = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Written;
    const response = await fetch(`${written.control}/departments`, { signal: AbortSignal.timeout(1000) });
    return response.ok
      ? { ...written, registerMapping, authorityCodes, ours: false, tellGateway: () => {}, close: async () => {} }
      : null;
  } catch {
    return null;
  }
}

/** Starts the demo district in a process of its own and waits until its systems listen. */
export async function startDemo({ dataDir, controlPort, clockOffsetMs, issuer }: DemoParts): Promise<DemoDistrict> {
  const args = [
    '--port',
    String(controlPort),
    '--folder',
    join(dataDir, 'demo'),
    // In one piece: a clock that is behind has a minus, which would be taken for another option.
    `--clock-offset-ms=${clockOffsetMs}`,
    ...(issuer ? [] : ['--no-issuer']),
  ];
  const child = fork(join(demo, 'main.ts'), args, { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    child.once('exit', () => reject(new DemoNotStarted(complaint.trim())));
  });
  child.stderr!.pipe(process.stderr);
  writeFileSync(fileIn(dataDir), JSON.stringify({ ...ready, clockOffsetMs } satisfies Written), { mode: 0o600 });
  return {
    ...ready,
    clockOffsetMs,
    registerMapping,
    authorityCodes,
    ours: true,
    tellGateway(url) {
      if (child.connected) child.send({ gateway: url });
    },
    close() {
      rmSync(fileIn(dataDir), { force: true });
      return ended(child);
    },
  };
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'district.json');
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
