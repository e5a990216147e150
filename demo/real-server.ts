import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { readAddress, type ExchangeAddress } from '../subgraphs/protocols/sql-exchange-address.ts';
import type { Mode, StandIn } from './district.ts';
import type { OrderDesk } from './order-desk.ts';
import { openWireServer } from './wire-server.ts';

/** A database of the demo's own on a real server, for one department. */
export interface Tenancy {
  readonly department: string;
  /** Where the server's address comes from, for whoever has to mend it. */
  readonly setting: string;
  readonly url: string;
  /** Name of the database, which nothing else on the server has. */
  readonly database: string;
  readonly create: () => Promise<unknown>;
  /** Also of a database that was not created, or not wholly. */
  readonly drop: () => Promise<unknown>;
  /** True: this client is answered by the stand-in in place of the server. */
  readonly answersItself: (client: Socket, mode: Mode) => boolean;
  /** What has to be done on the server before a client may read it. */
  readonly prepare?: () => Promise<void>;
  /** The department's own work on the orders of its table. */
  readonly orders: OrderDesk;
}

/** A name that tells whoever looks after the server what it is. */
export function demoOnlyName(documented: string): string {
  return `demo_only_${documented}_${randomBytes(6).toString('hex')}`;
}

/**
 * Puts a department on a real server, behind a door. `normal` passes bytes on, `dead` refuses connections, `slow` takes
 * them and holds every byte; `failing` and `garbage` are answered by the stand-in at the beginning of a connection.
 * Calls are connections. When this fails, or is closed, the database is gone.
 */
export async function createOnRealServer(tenancy: Tenancy): Promise<StandIn> {
  const { department, setting, url, database, drop, orders } = tenancy;
  try {
    await tenancy.create();
    let calls = 0;
    const wire = await openWireServer((client, mode) => {
      calls += 1;
      serve(client, mode, tenancy);
    });
    const through = { hostname: '127.0.0.1', port: String(wire.port), pathname: `/${database}` };
    return {
      department,
      settings: { url: Object.assign(new URL(url), through).href },
      orders,
      setMode(mode) {
        orders.setAsleep(mode === 'dead');
        return wire.setMode(mode);
      },
      calls: () => calls,
      async close() {
        await wire.close();
        await orders.close();
        await drop();
      },
    };
  } catch (error) {
    await orders.close();
    await drop().catch(() => undefined);
    throw new Error(`the server of ${setting} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function serve(client: Socket, mode: Mode, { url, answersItself, prepare = async () => {} }: Tenancy): void {
  if (mode === 'slow') client.resume();
  else if (!answersItself(client, mode))
    prepare().then(
      () => passOn(client, readAddress({ url }, '')),
      () => client.destroy(),
    );
}

function passOn(client: Socket, { host, port }: ExchangeAddress): void {
  if (client.destroyed) return;
  const server = connect(port, host);
  server.setNoDelay(true);
  client.setNoDelay(true);
  server.on('error', () => client.destroy());
  server.on('close', () => client.destroy());
  client.on('close', () => server.destroy());
  client.pipe(server).pipe(client);
}
