import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { CreateStandIn, District, StandIn } from '../../district.ts';
import { createSqlOrderRows } from '../../sql-order-rows.ts';
import { createTableDesk } from '../../table-desk.ts';
import { openWireServer } from '../../wire-server.ts';
import { readAddress } from '../../../subgraphs/protocols/sql-exchange-address.ts';
import { createDatabase } from './database.ts';
import { serveClient } from './front.ts';
import { mannerAt } from './manner.ts';
import { createOnServer } from './on-server.ts';

const account = { user: 'xyjh_reader', password: 'demo-xyjh' };

/** The bureau's exchange database: on a real PostgreSQL where one is configured, else speaking its protocol. */
export const createStandIn: CreateStandIn = (district) => {
  const server = district.servers?.postgres ?? null;
  return server === null ? createEmbedded(district) : createOnServer(district, server);
};

async function createEmbedded(district: District): Promise<StandIn> {
  const database = await createDatabase(district);
  const inner = new PGLiteSocketServer({ db: database, port: 0, host: '127.0.0.1', maxConnections: 20 });
  await inner.start();
  const databasePort = Number(inner.getServerConn().split(':').at(-1));
  const department = 'market-regulation';
  const inside = readAddress({ url: `postgres://bureau@127.0.0.1:${databasePort}/exchange` }, 'xyjh');
  const orders = createTableDesk(department, district, createSqlOrderRows(inside));
  let calls = 0;
  const onCall = () => {
    calls += 1;
  };
  const wire = await openWireServer((client, mode) =>
    serveClient(client, { account, databasePort, manner: () => mannerAt(mode, district), onCall }),
  );
  return {
    department,
    settings: { url: `postgres://127.0.0.1:${wire.port}/exchange`, ...account },
    orders,
    setMode(mode) {
      orders.setAsleep(mode === 'dead');
      return wire.setMode(mode);
    },
    calls: () => calls,
    async close() {
      await wire.close();
      await orders.close();
      await inner.stop();
      await database.close();
    },
  };
}
