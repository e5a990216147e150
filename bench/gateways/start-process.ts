import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that is measured, and the port on which it answers. */
export interface Started {
  readonly pid: number;
  readonly port: number;
  /** Milliseconds of CPU, of all its threads, since it started. */
  cpuMs(): number;
  /** The most memory that it has held, in MiB. */
  peakMiB(): number;
  /** What it holds now, in MiB. */
  residentMiB(): number;
  /** The longest turn of its event loop since it was last asked, in ms of CPU; only where `longest-turn.ts` was loaded. */
  longestTurnMs(): Promise<number>;
  stop(): Promise<void>;
}

const readyAfterMs = 120_000;
/** Of /proc/<pid>/stat: 100 a second on every Linux. */
const tickMs = 10;

export interface Starting {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Of the line that says that it is ready; its first group is the port. */
  readonly ready?: RegExp;
  /** Scripts that are loaded before. */
  readonly imports?: readonly string[];
}

/** Starts a script and waits for the line with its port. */
export async function startProcess(
  script: string,
  { args = [], env = {}, imports = [], ready = /^ready (\d+)$/ }: Starting,
): Promise<Started> {
  const child = spawn(process.execPath, [...imports.flatMap((one) => ['--import', one]), script, ...args], {
    env: { APOLLO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (complaints.length < 50 && complaints.push(text)));
  const port = await portOf(child, ready, () => complaints.join(''));
  const pid = child.pid!;
  return {
    pid,
    port,
    cpuMs: () => readCpuMs(pid),
    peakMiB: () => readMiB(pid, 'VmHWM'),
    residentMiB: () => readMiB(pid, 'VmRSS'),
    async longestTurnMs() {
      const told = Promise.withResolvers<number>();
      const hear = (text: string) => {
        const [, ms] = /longest turn (\S+)/.exec(text) ?? [];
        if (ms !== undefined) told.resolve(Number(ms));
      };
      child.stderr.on('data', hear);
      child.kill('SIGUSR2');
      return await told.promise.finally(() => child.stderr.off('data', hear));
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(hard);
    },
  };
}

async function portOf(child: ChildProcess, ready: RegExp, complaints: () => string): Promise<number> {
  const lines = createInterface({ input: child.stdout! });
  const found = Promise.withResolvers<number>();
  const late = setTimeout(() => found.reject(new Error(`not ready in time: ${complaints()}`)), readyAfterMs);
  child.once('exit', (status) => found.reject(new Error(`ended with ${status}: ${complaints()}`)));
  lines.on('line', (line) => {
    const [, port] = ready.exec(line) ?? [];
    if (port !== undefined) found.resolve(Number(port));
  });
  try {
    return await found.promise;
  } finally {
    clearTimeout(late);
  }
}

function readCpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

function readMiB(pid: number, what: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)![1]) / 1024;
}
