import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ssh2, { type Connection, type ServerChannel, type Session } from 'ssh2';
import { FOLDER, serveSftp } from '../../demo/stand-ins/state-tax/sftp-session.ts';

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
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [ssh2.utils.generateKeyPairSync('ed25519').private] }, (connection) => {
    connections.add(connection);
    (connection as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    connection.on('error', () => {}).on('authentication', (context) => context.accept());
    connection.on('session', (accept) => {
      const session = accept();
      if (program === undefined) serveSftp(session, { files: () => filesOf(folder), turn: async () => {} });
      else serveProgram(session, program);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `sftp://taker@127.0.0.1:${port}${program === undefined ? FOLDER : folder}`,
    password: 'anything',
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const connection of connections) connection.end();
      await closed;
    },
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

function serveProgram(session: Session, program: string): void {
  session.on('subsystem', (accept) => {
    const channel: ServerChannel = accept();
    const child = spawn(program, ['-R'], { stdio: ['pipe', 'pipe', 'ignore'] });
    channel.pipe(child.stdin);
    child.stdout.pipe(channel);
    channel.on('close', () => child.kill());
  });
}
