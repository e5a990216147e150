import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import ssh2, { type Connection, type ParsedKey } from 'ssh2';
import type { CreateStandIn, District, Mode, StandIn } from '../../district.ts';
import { openWireServer } from '../../wire-server.ts';
import { createHostKey } from './host-key.ts';
import { createOrderFolders } from './orders.ts';
import type { ServedFolder } from './sftp-folders.ts';
import { FOLDER, serveSftp, type Rules } from './sftp-session.ts';
import { createShelf, type ShelfFile } from './shelf.ts';

const account = { user: 'xinyong', password: 'demo-only-tax-drop' };
const SLOW_MS = 60_000;

/** The bureau's exchange folders behind a real SFTP server of this machine. */
export const createStandIn: CreateStandIn = async (district: District): Promise<StandIn> => {
  const department = 'state-tax';
  const { orders, orderFolder, feedbackFolder } = createOrderFolders(department, district);
  const hostKey = createHostKey();
  const waiting = new AbortController();
  let mode: Mode = 'normal';
  let calls = 0;
  const rules: Rules = {
    folders: new Map([
      [FOLDER, spoilable({ files: createShelf(district) })],
      ['/orders', spoilable(orderFolder)],
      ['/feedback', spoilable(feedbackFolder)],
    ]),
    async turn(isCall) {
      if (isCall) calls += 1;
      if (mode === 'slow') await wait(SLOW_MS, undefined, { signal: waiting.signal });
      if (mode === 'failing') throw new Error('the bureau’s disk is full');
    },
  };
  function spoilable(folder: ServedFolder): ServedFolder {
    return { ...folder, files: () => (mode === 'garbage' ? spoiled(folder.files()) : folder.files()) };
  }
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    // Answers are many and small; the types of the library leave this out.
    (connection as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    serveConnection(connection, rules);
  });
  const wire = await openWireServer((client) => server.injectSocket(client));
  const at = (folder: string) => `sftp://${account.user}@127.0.0.1:${wire.port}${folder}`;
  return {
    department,
    settings: {
      url: at(FOLDER),
      ordersUrl: at('/orders'),
      feedbackUrl: at('/feedback'),
      password: account.password,
      hostKey: fingerprint(hostKey),
    },
    setMode(wanted) {
      mode = wanted;
      orders.setAsleep(wanted === 'dead');
      return wire.setMode(wanted);
    },
    calls: () => calls,
    orders,
    async close() {
      waiting.abort();
      await wire.close();
      await orders.close();
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
function spoiled(files: ReadonlyMap<string, ShelfFile>): ReadonlyMap<string, ShelfFile> {
  return new Map(
    [...files].map(([name, { bytes, mtimeMs }]) => {
      if (name.endsWith('.ok')) return [name, { bytes, mtimeMs }];
      if (!name.endsWith('.md5')) return [name, { bytes: bytes.subarray(0, bytes.length / 2), mtimeMs }];
      return [name, { bytes: Buffer.from(bytes.toString('latin1').replace(/^\w{32}/, 'f'.repeat(32))), mtimeMs }];
    }),
  );
}
