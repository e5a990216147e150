import type { Socket } from 'node:net';
import type { District, Mode, StandIn } from '../../district.ts';
import { createOnRealServer, demoOnlyName } from '../../real-server.ts';
import { createSqlOrderRows } from '../../sql-order-rows.ts';
import { createTableDesk } from '../../table-desk.ts';
import { readAddress } from '../../../subgraphs/protocols/sql-exchange-address.ts';
import { connected, createDatabase, keepBatches } from './database.ts';
import { refusalAt } from './refusal.ts';
import { confuseClient, refuseClient } from '../../exchange-database/mysql-session.ts';

/**
 * The exchange database on a real MariaDB, in a database of the demo's own that goes with it. What the server cannot be
 * made to do is not done: no table is half written at four, and the configured account may write.
 */
export function createOnServer(district: District, url: string): Promise<StandIn> {
  const server = readAddress({ url }, '');
  const database = demoOnlyName('jbqz');
  const department = 'human-resources';
  return createOnRealServer({
    department,
    orders: createTableDesk(department, district, createSqlOrderRows({ ...server, database })),
    setting: 'DEMO_MARIADB_URL',
    url,
    database,
    create: () => connected(server, (client) => createDatabase(client, database, district)),
    drop: () => connected(server, (client) => client.query(`DROP DATABASE IF EXISTS ${database}`)),
    answersItself: (client, mode) => answersItself(client, mode, district),
    prepare: keepBatches({ ...server, database }, district),
  });
}

/** A refusal or garbage comes in place of the server's greeting. */
function answersItself(client: Socket, mode: Mode, district: District): boolean {
  const refusal = refusalAt(mode, district);
  if (refusal !== null) refuseClient(client, refusal);
  else if (mode === 'garbage') confuseClient(client);
  else return false;
  return true;
}
