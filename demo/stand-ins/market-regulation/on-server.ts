import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import pg from 'pg';
import type { District, Mode, StandIn } from '../../district.ts';
import { addressThrough, openFront } from '../../real-server.ts';
import { readAddress, type ExchangeAddress } from '../../../subgraphs/protocols/sql-exchange-address.ts';
import { load } from './database.ts';
import { mannerAt } from './manner.ts';
import { errorResponse, garbage } from './messages.ts';

/**
 * The exchange database on a real PostgreSQL, in a database of the demo's own that goes with it. What the server cannot
 * be made to do is not done: the nightly batch locks nothing, and the configured account may write.
 */
export async function createOnServer(district: District, url: string): Promise<StandIn> {
  const server = readAddress({ url }, '');
  const name = `demo_only_xyjh_${randomBytes(6).toString('hex')}`;
  const once = (statement: string) => connected(server, (client) => client.query(statement));
  const drop = () => once(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await once(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  try {
    await connected({ ...server, database: name }, (client) => {
      const run = (statement: string, values?: string[]) => client.query(statement, values);
      return load({ run, insert: run }, district);
    });
    const front = await openFront({ server, answersItself: (client, mode) => answersItself(client, mode, district) });
    return {
      department: 'market-regulation',
      settings: { url: addressThrough(url, front.port, name) },
      setMode: front.setMode,
      calls: front.calls,
      async close() {
        await front.close();
        await drop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
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
