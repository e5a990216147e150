import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Redis } from 'ioredis';

/** A Redis of a test's own, which it may pause and kill. */
export interface OwnRedis {
  readonly url: string;
  /** It answers nothing, and its connections stay open. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  /** On the same port, empty. */
  start(): Promise<void>;
}

const isThere = spawnSync('redis-server', ['--version']).status === 0;
if (!isThere && process.env['CI'] === 'true') throw new Error('redis-server is missing');
/** Tests that need one are skipped by name where there is none. */
export const describeWithRedis = isThere ? describe : describe.skip;

export async function openOwnRedis(): Promise<OwnRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  const own: OwnRedis = {
    url,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async kill() {
      const ending = child;
      child = null;
      if (ending === null) return;
      ending.kill('SIGKILL');
      await once(ending, 'exit');
    },
    async start() {
      child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
      const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
      client.on('error', () => undefined);
      await client.ping();
      client.disconnect();
    },
  };
  await own.start();
  return own;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
