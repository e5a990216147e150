import { createServer, type AddressInfo, type Socket } from 'node:net';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { CreateStandIn, District, Mode } from '../../district.ts';
import { maintenanceEnds, type Window } from '../../../subgraphs/connector/timetable.ts';
import { createDatabase } from './database.ts';
import { serveClient, type Manner } from './front.ts';

const account = { user: 'xyjh_reader', password: 'demo-xyjh' };
const nightly: Window = { every: 'day', from: '01:00', until: '03:00' };
const maintenance: Window = { every: 'month', lastWeekday: 0, from: '00:00', until: '24:00' };

/** The bureau's exchange database, speaking PostgreSQL's own protocol. */
export const createStandIn: CreateStandIn = async (district: District) => {
  const database = await createDatabase(district);
  const inner = new PGLiteSocketServer({ db: database, port: 0, host: '127.0.0.1', maxConnections: 20 });
  await inner.start();
  const databasePort = Number(inner.getServerConn().split(':').at(-1));
  const clients = new Set<Socket>();
  let mode: Mode = 'normal';
  let calls = 0;
  const front = {
    account,
    databasePort,
    manner: () => mannerAt(mode, district),
    onCall: () => {
      calls += 1;
    },
  };
  const server = createServer((client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    serveClient(client, front);
  });
  const listen = (on: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(on, '127.0.0.1', resolve);
    });
  const stop = () =>
    new Promise<void>((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
      for (const client of clients) client.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    department: 'market-regulation',
    settings: { url: `postgres://127.0.0.1:${port}/exchange`, ...account },
    async setMode(next) {
      mode = next;
      // Whoever is connected meets the new manner by connecting again.
      for (const client of clients) client.destroy();
      if (mode === 'dead') await stop();
      else if (!server.listening) await listen(port);
    },
    calls: () => calls,
    async close() {
      await stop();
      await inner.stop();
      await database.close();
    },
  };
};

function mannerAt(mode: Mode, { clock }: District): Manner {
  const now = clock.now();
  const closed = maintenanceEnds([maintenance], now) !== null;
  const full = mode === 'failing';
  return {
    silent: mode === 'slow',
    refusal: closed
      ? ['57P03', 'the database system is shut down for maintenance']
      : full
        ? ['53300', 'sorry, too many clients already']
        : null,
    garbage: mode === 'garbage',
    locked: maintenanceEnds([nightly], now) !== null,
  };
}
