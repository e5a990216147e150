import { once } from 'node:events';
import type { Server } from 'node:net';

/** The operator has to choose another address. Says which setting to change; a stack would say nothing more. */
export class AddressUnusable extends Error {
  override readonly name = 'AddressUnusable';
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another process',
  EACCES: 'may not be used by this account',
  EADDRNOTAVAIL: 'is not an address of this machine',
};

export interface Address {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** What the operator sets for another port, and for another host. */
  readonly setting: string;
}

/**
 * Resolves when the server listens.
 * @throws AddressUnusable when the address is taken, or not for this process; in one line, with the setting.
 */
export async function listenAt(server: Server, { host, port, setting }: Address): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw new AddressUnusable(`${host}:${port} ${reason}; set ${setting} to another.`, { cause: error });
  }
}
