import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import ssh2, { type Connection, type ParsedKey } from 'ssh2';
import type { CreateStandIn, District, Mode, StandIn } from '../../district.ts';
import { openWireServer } from '../../wire-server.ts';
import { FOLDER, serveSftp, type Rules } from './sftp-session.ts';
import { createShelf, type Shelf, type ShelfFile } from './shelf.ts';

const account = { user: 'xinyong', password: 'demo-only-tax-drop' };
const SLOW_MS = 60_000;

/** The bureau's exchange folder behind a real SFTP server of this machine. */
export const createStandIn: CreateStandIn = async (district: District): Promise<StandIn> => {
  const shelf = createShelf(district);
  const hostKey = ssh2.utils.generateKeyPairSync('ed25519').private;
  const waiting = new AbortController();
  let mode: Mode = 'normal';
  let calls = 0;
  const rules: Rules = {
    files: () => (mode === 'garbage' ? spoiled(shelf) : shelf()),
    async turn(isCall) {
      if (isCall) calls += 1;
      if (mode === 'slow') await wait(SLOW_MS, undefined, { signal: waiting.signal });
      if (mode === 'failing') throw new Error('the bureau’s disk is full');
    },
  };
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    // Answers are many and small; the types of the library leave this out.
    (connection as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    serveConnection(connection, rules);
  });
  const wire = await openWireServer((client) => server.injectSocket(client));
  return {
    department: 'state-tax',
    settings: {
      url: `sftp://${account.user}@127.0.0.1:${wire.port}${FOLDER}`,
      password: account.password,
      hostKey: fingerprint(hostKey),
    },
    setMode(wanted) {
      mode = wanted;
      return wire.setMode(wanted);
    },
    calls: () => calls,
    close() {
      waiting.abort();
      return wire.close();
    },
  };
};

function serveConnection(connection: Connection, rules: Rules): void {
  connection.on('authentication', (context) => {
    const right =
      context.method === 'password' && context.username === account.user && context.password === account.password;
    if (right) context.accept();
    else context.reject(['password']);
  });
  connection.on('session', (accept) => serveSftp(accept(), rules));
  // A client that goes away in the middle is not this server's concern.
  connection.on('error', () => {});
}

function fingerprint(hostKey: string): string {
  const key = (ssh2.utils.parseKey(hostKey) as ParsedKey).getPublicSSH();
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** Everything sent again under new digests that do not match, and cut off in the middle. */
function spoiled(shelf: Shelf): ReadonlyMap<string, ShelfFile> {
  return new Map(
    [...shelf()].map(([name, { bytes, mtimeMs }]) => {
      if (name.endsWith('.ok')) return [name, { bytes, mtimeMs }];
      if (!name.endsWith('.md5')) return [name, { bytes: bytes.subarray(0, bytes.length / 2), mtimeMs }];
      return [name, { bytes: Buffer.from(bytes.toString('latin1').replace(/^\w{32}/, 'f'.repeat(32))), mtimeMs }];
    }),
  );
}
