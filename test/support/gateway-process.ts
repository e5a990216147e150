import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreignSupergraph, serveBridges, type Bridges } from './foreign.ts';

export const root = join(import.meta.dirname, '../..');
/** An address at which nobody listens. */
export const nobody = 'http://127.0.0.1:9/';

export interface RunningGateway {
  readonly url: string;
  readonly child: ChildProcess;
  /** The exit code, once it has one. */
  readonly exited: Promise<number | null>;
  readonly output: () => string;
}

export interface Processes {
  readonly folder: string;
  readonly bridges: Bridges;
  /** Starts the gateway as an operator does, on a supergraph that is not ours; rejects when it ends before it is ready. */
  start(env?: Record<string, string>, nodeArgs?: readonly string[], port?: string): Promise<RunningGateway>;
  close(): Promise<void>;
}

export async function createProcesses(): Promise<Processes> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const bridges = await serveBridges();
  const children: ChildProcess[] = [];
  return {
    folder,
    bridges,
    async start(env = {}, nodeArgs = [], port = '0') {
      const file = join(folder, 'supergraph.graphql');
      writeFileSync(file, foreignSupergraph(bridges.url, nobody));
      const args = [...nodeArgs, join(root, 'gateway/main.ts'), '--supergraph', file, '--port', port];
      const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
      children.push(child);
      return await untilReady(child);
    },
    async close() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await bridges.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function untilReady(child: ChildProcess): Promise<RunningGateway> {
  let output = '';
  const found = Promise.withResolvers<string>();
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const url = /GraphQL:\s+(\S+)\/graphql/.exec(output)?.[1];
      if (url !== undefined) found.resolve(url);
    });
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  void exited.then(() => found.reject(new Error(`the gateway ended before it was ready:\n${output}`)));
  return { url: await found.promise, child, exited, output: () => output };
}
