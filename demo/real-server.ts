import { connect, type Socket } from 'node:net';
import type { ExchangeAddress } from '../subgraphs/protocols/sql-exchange-address.ts';
import type { Mode } from './district.ts';
import { openWireServer, type WireServer } from './wire-server.ts';

/** What stands before a real server, and how it behaves where the server itself cannot be made to. */
export interface Front {
  readonly server: Pick<ExchangeAddress, 'host' | 'port'>;
  /** True: this client is answered by the stand-in in place of the server. */
  readonly answersItself: (client: Socket, mode: Mode) => boolean;
  /** What has to be done on the server before a client may read it. */
  readonly prepare?: () => Promise<void>;
}

/**
 * A door to a real server. `normal` passes bytes on, `dead` refuses connections, `slow` takes them and holds every
 * byte; `failing` and `garbage` are answered by the stand-in at the beginning of a connection. Connections are counted.
 */
export async function openFront({
  server,
  answersItself,
  prepare,
}: Front): Promise<WireServer & { readonly calls: () => number }> {
  let calls = 0;
  const wire = await openWireServer((client, mode) => {
    calls += 1;
    if (mode === 'slow') client.resume();
    else if (!answersItself(client, mode))
      (prepare?.() ?? Promise.resolve()).then(
        () => passOn(client, server),
        () => client.destroy(),
      );
  });
  return { ...wire, calls: () => calls };
}

function passOn(client: Socket, { host, port }: Front['server']): void {
  if (client.destroyed) return;
  const server = connect(port, host);
  server.setNoDelay(true);
  client.setNoDelay(true);
  server.on('error', () => client.destroy());
  server.on('close', () => client.destroy());
  client.on('close', () => server.destroy());
  client.pipe(server).pipe(client);
}

/** The configured address with this door in place of the server, and a database of the demo's own. */
export function addressThrough(url: string, port: number, database: string): string {
  return Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port), pathname: `/${database}` }).href;
}
