import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A redis-server of one test's own, which the test may kill. */
export interface OwnRedis {
  readonly url: string;
  readonly port: number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Holds it, so that it accepts and says nothing; `resume` lets it go on. */
  hold(): void;
  resume(): void;
  /** Starts it again on its port, with nothing in it. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const isThere = (() => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Like `describe`; without redis-server its tests are skipped by name, and fail where CI=true says it must be there. */
export function describeWithRedisServer(title: string, tests: () => void): void {
  if (isThere) describe(title, tests);
  else if (process.env['CI'] === 'true')
    describe(title, () => {
      test('has its server', () => {
        throw new Error('there is no redis-server on the PATH');
      });
    });
  else describe.skip(`${title} (no redis-server on the PATH)`, tests);
}

export async function startRedis(options: readonly string[] = []): Promise<OwnRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  let child = await listening(folder, port, options);
  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    hold: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async start() {
      child = await listening(folder, port, options);
    },
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(folder: string, port: number, options: readonly string[]): Promise<ChildProcess> {
  const usual = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', ['--port', String(port), ...usual, ...options]);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`redis-server did not start:\n${said}`)));
  });
  child.stdout.removeAllListeners('data').resume();
  return child;
}

/** One whose cluster bus, 10000 higher, is free as well. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await isFree(port)) && (await isFree(port + 10_000))) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).once('listening', () => resolve(true));
  });
  server.listen(port, '127.0.0.1');
  const answer = await free;
  await new Promise((resolve) => server.close(resolve));
  return answer;
}
