import { once } from 'node:events';
import { createServer, STATUS_CODES, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { RequestUnreadable } from '../schema/errors.ts';
import { formatGatewayError } from '../schema/format-error.ts';

export interface Listening {
  readonly url: string;
  /** Accepts nothing new, lets requests under way end for at most this long, and closes. false: some were cut off. */
  drain(timeoutMs: number): Promise<boolean>;
}

/** Above what proxies in front keep connections open for, so that none is closed here just as it is used there. */
const keepAliveMs = 75_000;

export async function listen(
  handler: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const underWay = new Set<ServerResponse>();
  const server = createServer((req, res) => {
    underWay.add(res);
    res.on('close', () => underWay.delete(res));
    handler(req, res);
  });
  server.keepAliveTimeout = keepAliveMs;
  server.on('clientError', refuse);
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    drain: (timeoutMs) => drain(server, underWay, timeoutMs),
  };
}

async function drain(server: Server, underWay: ReadonlySet<ServerResponse>, timeoutMs: number): Promise<boolean> {
  for (const res of underWay) if (!res.headersSent) res.setHeader('connection', 'close');
  const closed = once(server, 'close');
  server.close();
  let complete = true;
  const late = setTimeout(() => {
    complete = underWay.size === 0;
    server.closeAllConnections();
  }, timeoutMs);
  await closed;
  clearTimeout(late);
  return complete;
}

/** What is not HTTP, or has longer headers (or a longer address of a GET) than can be read. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const refusal = new RequestUnreadable('The request cannot be read as HTTP.', 'Send long documents by POST.', status);
  const body = JSON.stringify({ errors: [formatGatewayError(refusal)] });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
