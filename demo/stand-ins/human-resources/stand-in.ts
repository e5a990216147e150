import type { CreateStandIn, District, Mode, StandIn } from '../../district.ts';
import { createTableDesk } from '../../table-desk.ts';
import { openWireServer } from '../../wire-server.ts';
import { tablesAt } from './batches.ts';
import { createOnServer } from './on-server.ts';
import { createOrderTable } from './order-table.ts';
import { refusalAt } from './refusal.ts';
import { serveClient, type Service } from '../../exchange-database/mysql-session.ts';
import { answer, type Reply } from '../../exchange-database/statements.ts';
import { createTables } from './tables.ts';

const account = { user: 'jbqz_reader', password: 'demo-jbqz' };

/** The bureau's exchange database: on a real MariaDB where one is configured, else speaking MySQL's own protocol. */
export const createStandIn: CreateStandIn = (district) => {
  const server = district.servers?.mariadb ?? null;
  return server === null ? createInMemory(district) : createOnServer(district, server);
};

async function createInMemory(district: District): Promise<StandIn> {
  const department = 'human-resources';
  const tables = createTables(district);
  const orderTable = createOrderTable();
  const orders = createTableDesk(department, district, orderTable);
  let calls = 0;
  let connections = 0;
  const serviceIn = (mode: Mode): Service => ({
    account,
    refusal: () => refusalAt(mode, district),
    answer(statement) {
      calls += 1;
      const reply = orderTable.answer(statement) ?? answer(statement, tablesAt(tables, district.clock));
      return mode === 'garbage' ? truncated(reply) : reply;
    },
  });
  const wire = await openWireServer((client, mode) => {
    connections += 1;
    // A slow server takes the connection and never says a word.
    if (mode !== 'slow') serveClient(client, serviceIn(mode), connections);
  });
  return {
    department,
    settings: { url: `mysql://127.0.0.1:${wire.port}/jbqz`, ...account },
    orders,
    setMode(mode) {
      orders.setAsleep(mode === 'dead');
      return wire.setMode(mode);
    },
    calls: () => calls,
    async close() {
      await wire.close();
      await orders.close();
    },
  };
}

/** A result whose last column is lost, and with it the meaning of every row; of a single one, what stands in it. */
function truncated(reply: Reply): Reply {
  if (reply.kind !== 'rows') return reply;
  if (reply.columns.length === 1) return { ...reply, rows: reply.rows.map(() => [null]) };
  return { ...reply, columns: reply.columns.slice(0, -1), rows: reply.rows.map((row) => row.slice(0, -1)) };
}
