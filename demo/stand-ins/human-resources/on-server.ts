import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { District, Mode, StandIn } from '../../district.ts';
import { addressThrough, openFront } from '../../real-server.ts';
import { readAddress } from '../../../subgraphs/protocols/sql-exchange-address.ts';
import { connected, createDatabase, keepBatches } from './database.ts';
import { refusalAt } from './refusal.ts';
import { confuseClient, refuseClient } from './session.ts';

/**
 * The exchange database on a real MariaDB, in a database of the demo's own that goes with it. What the server cannot be
 * made to do is not done: no table is half written at four, and the configured account may write.
 */
export async function createOnServer(district: District, url: string): Promise<StandIn> {
  const server = readAddress({ url }, '');
  const name = `demo_only_jbqz_${randomBytes(6).toString('hex')}`;
  const drop = () => connected(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name}`));
  try {
    await connected(server, (client) => createDatabase(client, name, district));
    const front = await openFront({
      server,
      answersItself: (client, mode) => answersItself(client, mode, district),
      prepare: keepBatches({ ...server, database: name }, district),
    });
    return {
      department: 'human-resources',
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

/** A refusal or garbage comes in place of the server's greeting. */
function answersItself(client: Socket, mode: Mode, district: District): boolean {
  const refusal = refusalAt(mode, district);
  if (refusal !== null) refuseClient(client, refusal);
  else if (mode === 'garbage') confuseClient(client);
  else return false;
  return true;
}
