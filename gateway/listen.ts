import { once } from 'node:events';
import { createServer, STATUS_CODES, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { RequestUnreadable } from '../schema/errors.ts';
import { formatGatewayError } from '../schema/format-error.ts';
import { listenAt } from '../schema/listen-at.ts';

export interface Listening {
  readonly url: string;
  /** Accepts nothing new, lets requests under way end for at most this long, and closes. false: some were cut off. */
  drain(timeoutMs: number): Promise<boolean>;
}

/** Above what proxies in front keep connections open for, so that none is closed here just as it is used there. */
const keepAliveMs = 75_000;
/** How long a request may take to arrive; a client that sends a byte now and then holds a connection no longer. */
const usualReceiveMs = 30_000;

export async function listen(
  handler: RequestListener,
  { host, port, receiveTimeoutMs = usualReceiveMs }: { host: string; port: number; receiveTimeoutMs?: number },
): Promise<Listening> {
  const underWay = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  const times = {
    headersTimeout: receiveTimeoutMs,
    requestTimeout: receiveTimeoutMs,
    connectionsCheckingInterval: Math.min(receiveTimeoutMs, 5000),
  };
  const server = createServer(times, (req, res) => {
    underWay.add(res);
    res.on('close', () => underWay.delete(res));
    handler(req, res);
  });
  server.keepAliveTimeout = keepAliveMs;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('clientError', refuse);
  await listenAt(server, { host, port, setting: 'PORT (or --port), or HOST,' });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    drain: (timeoutMs) => drain(server, { sockets, underWay }, timeoutMs),
  };
}

interface Open {
  readonly sockets: ReadonlySet<Socket>;
  readonly underWay: ReadonlySet<ServerResponse>;
}

/** What has not become a request by then is not waited for. */
const arrivalMs = 1000;

async function drain(server: Server, { sockets, underWay }: Open, timeoutMs: number): Promise<boolean> {
  for (const res of underWay) if (!res.headersSent) res.setHeader('connection', 'close');
  const closed = once(server, 'close');
  server.close();
  let complete = true;
  const unborn = setTimeout(() => {
    const busy = new Set([...underWay].map(({ req }) => req.socket));
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
  }, arrivalMs);
  const late = setTimeout(() => {
    complete = underWay.size === 0;
    server.closeAllConnections();
  }, timeoutMs);
  await closed;
  clearTimeout(unborn);
  clearTimeout(late);
  return complete;
}

function statusOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}

/** What is not HTTP, or has longer headers (or a longer address of a GET) than can be read. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = statusOf(error);
  const refusal =
    status === 408
      ? new RequestUnreadable('The request did not arrive in time.', 'Send it at once.', status)
      : new RequestUnreadable('The request cannot be read as HTTP.', 'Send long documents by POST.', status);
  const body = JSON.stringify({ errors: [formatGatewayError(refusal)] });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
