import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Settings } from './connector/protocol.ts';

export interface DemoDistrict {
  /** Address of the control endpoint. */
  readonly control: string;
  readonly settings: Readonly<Record<string, Settings>>;
  readonly registerMapping: string;
  close(): Promise<void>;
}

export interface DemoParts {
  readonly folder: string;
  readonly controlPort: number;
  readonly clockOffsetMs: number;
}

const demo = join(import.meta.dirname, '../demo');

/** Starts the demo district in a process of its own and waits until its systems listen. */
export async function startDemo({ folder, controlPort, clockOffsetMs }: DemoParts): Promise<DemoDistrict> {
  const args = ['--port', String(controlPort), '--folder', folder, '--clock-offset-ms', String(clockOffsetMs)];
  const child = fork(join(demo, 'main.ts'), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ready = await new Promise<Pick<DemoDistrict, 'control' | 'settings'>>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Pick<DemoDistrict, 'control' | 'settings'>));
    child.once('exit', (code) => reject(new Error(`the demo district ended with code ${code} before it was ready`)));
  });
  return { ...ready, registerMapping: join(demo, 'organisations.csv'), close: () => ended(child) };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
