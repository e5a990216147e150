import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Whether this process owns the embedded database, or may be served by the one that does. */
export type Ownership =
  | { readonly role: 'owner'; readonly password: string; announce(port: number): void; release(): void }
  | { readonly role: 'guest'; readonly port: number; readonly password: string };

interface Owner {
  readonly pid: number;
  readonly port: number | null;
  readonly password: string;
}

const WAIT_MS = 20_000;

/** Takes the exclusive lock of the folder, or finds its owner. A lock whose process is gone is taken over. */
export async function takeOwnership(dataDir: string): Promise<Ownership> {
  const file = join(dataDir, 'owner.json');
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const mine = claim(file);
    if (mine !== null) return mine;
    const owner = readOwner(file);
    if (owner !== null && owner.port !== null && (await answers(owner.port))) {
      return { role: 'guest', port: owner.port, password: owner.password };
    }
    if (owner !== null && !isAlive(owner.pid)) rmSync(file, { force: true });
    else if (Date.now() > deadline) {
      throw new Error(
        `${dataDir} is in use by process ${owner?.pid ?? 'unknown'}, which does not answer; stop it, or set DATA_DIR to another folder`,
      );
    } else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function claim(file: string): Ownership | null {
  const password = randomBytes(24).toString('base64url');
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, JSON.stringify({ pid: process.pid, port: null, password } satisfies Owner));
    closeSync(handle);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
  return {
    role: 'owner',
    password,
    announce(port) {
      writeFileSync(`${file}.new`, JSON.stringify({ pid: process.pid, port, password } satisfies Owner), {
        mode: 0o600,
      });
      renameSync(`${file}.new`, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** null while another process is just writing it. */
function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
