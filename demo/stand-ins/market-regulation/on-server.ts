import type { Socket } from 'node:net';
import pg from 'pg';
import type { District, Mode, StandIn } from '../../district.ts';
import { createOnRealServer, demoOnlyName } from '../../real-server.ts';
import { createSqlOrderRows } from '../../sql-order-rows.ts';
import { createTableDesk } from '../../table-desk.ts';
import { readAddress, type ExchangeAddress } from '../../../subgraphs/protocols/sql-exchange-address.ts';
import { load } from './database.ts';
import { mannerAt } from './manner.ts';
import { errorResponse, garbage } from '../../exchange-database/postgres-messages.ts';

/**
 * The exchange database on a real PostgreSQL, in a database of the demo's own that goes with it. What the server cannot
 * be made to do is not done: the nightly batch locks nothing, and the configured account may write.
 */
export function createOnServer(district: District, url: string): Promise<StandIn> {
  const server = readAddress({ url }, 'xyjh');
  const department = 'market-regulation';
  const database = demoOnlyName('xyjh');
  const once = (statement: string) => connected(server, (client) => client.query(statement));
  return createOnRealServer({
    department,
    orders: createTableDesk(department, district, createSqlOrderRows({ ...server, database })),
    setting: 'DEMO_POSTGRES_URL',
    url,
    database,
    async create() {
      await once(`CREATE DATABASE ${database} ENCODING 'UTF8' TEMPLATE template0`);
      await connected({ ...server, database }, (client) => {
        const run = (statement: string, values?: string[]) => client.query(statement, values);
        return load({ run, insert: run }, district);
      });
    },
    drop: () => once(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
    answersItself: (client, mode) => answersItself(client, mode, district),
  });
}

async function connected<T>(address: ExchangeAddress, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { host, port, user, password, database, tls } = address;
  const client = new pg.Client({ host, port, user, password, database, ssl: tls ?? false });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Refusals and garbage come instead of the server's first word, which a client has to ask for. */
function answersItself(client: Socket, mode: Mode, district: District): boolean {
  const manner = mannerAt(mode, district);
  if (manner.refusal === null && !manner.garbage) return false;
  client.once('data', () => client.end(manner.refusal === null ? garbage : errorResponse(...manner.refusal)));
  return true;
}
