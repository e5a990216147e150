import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const secret = 'a secret of the tests';

/** How a receiver can fail to take an event. */
export type Failure = '500' | '302' | 'closes' | 'silent';

export interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly cursor: string;
    readonly measureId: string;
    readonly version: number;
    readonly type: string;
    readonly sentenceZh: string;
  };
  verifies(key: string): boolean;
}

/** A department's program: what it was sent, and what it took. */
export interface Receiver {
  readonly url: string;
  readonly tries: readonly Told[];
  readonly taken: readonly Told[];
  /** The next tries fail, so many. */
  fail(how: Failure, times: number): void;
  /** Answers wait until they are released. */
  hold(): { release(): void };
  /** Settles when a try is there. */
  arrival(): Promise<void>;
  /** Settles when so many are taken. */
  taking(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const [tries, taken]: [Told[], Told[]] = [[], []];
  const failures: Failure[] = [];
  const events = new EventTarget();
  let held: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => void receive(request, response));

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const told = await readTold(request);
    tries.push(told);
    const failure = failures.shift();
    events.dispatchEvent(new Event('changed'));
    await held;
    if (failure === 'silent') return;
    if (failure === 'closes') return void request.socket.destroy();
    if (failure !== undefined) return void response.writeHead(Number(failure), { location: '/elsewhere' }).end();
    taken.push(told);
    response.writeHead(204).end();
    events.dispatchEvent(new Event('changed'));
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => events.addEventListener('changed', resolve, { once: true }));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    tries,
    taken,
    fail: (how, times) => void failures.push(...Array.from({ length: times }, () => how)),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return { release: resolve };
    },
    arrival: () => until(() => tries.length > 0),
    taking: (count) => until(() => taken.length >= count),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function readTold(request: IncomingMessage): Promise<Told> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  const text = Buffer.concat(pieces).toString('utf8');
  const { headers } = request;
  return {
    headers,
    text,
    body: JSON.parse(text) as Told['body'],
    // By hand, as a department does it from the document.
    verifies: (key) =>
      headers['x-gateway-signature'] ===
      `v1=${createHmac('sha256', key)
        .update(`${String(headers['x-gateway-timestamp'])}.${text}`)
        .digest('hex')}`,
  };
}
