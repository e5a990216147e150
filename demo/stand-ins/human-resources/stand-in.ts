import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { CreateStandIn, District, Mode } from '../../district.ts';
import { maintenanceEnds, type Window } from '../../../subgraphs/connector/timetable.ts';
import { tablesAt } from './batches.ts';
import { createTables } from './rows.ts';
import { serveClient, type Service } from './session.ts';
import { answer, type Reply } from './statements.ts';

const account = { user: 'jbqz_reader', password: 'demo-jbqz' };
const maintenance: Window = { every: 'month', day: 1, from: '00:00', until: '08:00' };

/** The bureau's exchange database, speaking MySQL's own protocol over rows in memory. */
export const createStandIn: CreateStandIn = async (district: District) => {
  const tables = createTables(district);
  const clients = new Set<Socket>();
  let mode: Mode = 'normal';
  let calls = 0;
  let connections = 0;
  const service: Service = {
    account,
    refusal() {
      if (maintenanceEnds([maintenance], district.clock.now()) !== null)
        return { code: 1053, message: 'Server shutdown in progress' };
      return mode === 'failing' ? { code: 1040, message: 'Too many connections' } : null;
    },
    answer(statement) {
      calls += 1;
      const reply = answer(statement, tablesAt(tables, district.clock));
      return mode === 'garbage' ? truncated(reply) : reply;
    },
  };
  const server = createServer((client) => {
    clients.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => clients.delete(client));
    connections += 1;
    // A slow server takes the connection and never says a word.
    if (mode !== 'slow') serveClient(client, service, connections);
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
    department: 'human-resources',
    settings: { url: `mysql://127.0.0.1:${port}/jbqz`, ...account },
    async setMode(next) {
      mode = next;
      // Whoever is connected meets the new manner by connecting again.
      for (const client of clients) client.destroy();
      if (mode === 'dead') await stop();
      else if (!server.listening) await listen(port);
    },
    calls: () => calls,
    close: stop,
  };
};

/** A result whose last column is lost, and with it the meaning of every row. */
function truncated(reply: Reply): Reply {
  if (reply.kind !== 'rows') return reply;
  return { ...reply, columns: reply.columns.slice(0, -1), rows: reply.rows.map((row) => row.slice(0, -1)) };
}
