import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Mode } from './district.ts';

/** A listener for clients that stay connected. It comes back on the same port after it was dead. */
export interface WireServer {
  readonly port: number;
  readonly setMode: (mode: Mode) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `serve` is given each client with the mode that lasts as long as its connection: a change hangs up on everybody. */
export async function openWireServer(serve: (client: Socket, mode: Mode) => void): Promise<WireServer> {
  const clients = new Set<Socket>();
  let mode: Mode = 'normal';
  const server = createServer((client) => {
    clients.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => clients.delete(client));
    serve(client, mode);
  });
  const listen = (on: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(on, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const hangUp = () => {
    for (const client of clients) client.destroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
      hangUp();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async setMode(next) {
      mode = next;
      hangUp();
      if (mode === 'dead') await stop();
      else if (!server.listening) await listen(port);
    },
    close: stop,
  };
}
