import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A socket that gives the bytes of the script untouched, one entry a request, the last one ever again. */
export interface Replay {
  readonly url: string;
  /** Requests as received, head and body. */
  readonly requests: Buffer[];
  play(...script: readonly Buffer[]): void;
  close(): Promise<void>;
}

export async function createReplay(): Promise<Replay> {
  const open = new Set<Socket>();
  const requests: Buffer[] = [];
  let script: readonly Buffer[] = [];
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    open.add(socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket)));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!isWhole(received)) return;
      requests.push(received);
      received = Buffer.alloc(0);
      const answer = script[0]!;
      script = script.length > 1 ? script.slice(1) : script;
      const more = answer.includes('Connection: keep-alive');
      if (more) socket.write(answer);
      else socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    play: (...wanted) => void (script = wanted),
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function isWhole(message: Buffer): boolean {
  const head = message.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(message.subarray(0, head).toString('latin1'))?.[1] ?? '0';
  return message.length >= head + 4 + Number(length);
}
