import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2, { type Connection, type ServerChannel, type Session } from 'ssh2';
import { createHostKey } from '../../demo/stand-ins/state-tax/host-key.ts';
import type { ServedFolder } from '../../demo/stand-ins/state-tax/sftp-folders.ts';
import { FOLDER, serveSftp } from '../../demo/stand-ins/state-tax/sftp-session.ts';
import { openWireServer } from '../../demo/wire-server.ts';

/** OpenSSH's own SFTP server, where this machine has it. */
export const openSsh = [
  '/usr/lib/openssh/sftp-server',
  '/usr/libexec/openssh/sftp-server',
  '/usr/libexec/sftp-server',
].find(existsSync);

export interface SftpHost {
  readonly url: string;
  readonly password: string;
  close(): Promise<void>;
}

/** Serves a folder of this machine over SSH: by the stand-in's session, or by OpenSSH's program behind the same door. */
export async function startSftpHost(folder: string, program?: string): Promise<SftpHost> {
  const server = new ssh2.Server({ hostKeys: [createHostKey()] }, (connection) => {
    (connection as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    connection.on('error', () => {}).on('authentication', (context) => context.accept());
    connection.on('session', (accept) => {
      const session = accept();
      if (program === undefined)
        serveSftp(session, { folders: new Map([[FOLDER, writableFolder(folder)]]), turn: async () => {} });
      else serveProgram(session, program);
    });
  });
  // Sockets that are ours can be closed whatever state their session is in.
  const wire = await openWireServer((socket) => server.injectSocket(socket));
  return {
    url: `sftp://taker@127.0.0.1:${wire.port}${program === undefined ? FOLDER : folder}`,
    password: 'anything',
    close: wire.close,
  };
}

function filesOf(folder: string): Map<string, { bytes: Buffer; mtimeMs: number }> {
  const names = readdirSync(folder);
  return new Map(
    names.map((name) => [
      name,
      { bytes: readFileSync(join(folder, name)), mtimeMs: statSync(join(folder, name)).mtimeMs },
    ]),
  );
}

function writableFolder(folder: string): ServedFolder {
  return {
    files: () => filesOf(folder),
    writing: {
      mayWrite: () => true,
      put: (name, bytes) => writeFileSync(join(folder, name), bytes),
      rename(from, to) {
        if (existsSync(join(folder, to))) return false;
        renameSync(join(folder, from), join(folder, to));
        return true;
      },
      remove(name) {
        rmSync(join(folder, name));
        return true;
      },
    },
  };
}

function serveProgram(session: Session, program: string): void {
  session.on('subsystem', (accept) => {
    const channel: ServerChannel = accept();
    const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'ignore'] });
    channel.pipe(child.stdin);
    child.stdout.pipe(channel);
    channel.on('close', () => child.kill());
  });
}
