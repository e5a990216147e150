import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Mode, StandIn } from './district.ts';
import type { OrderDesk } from './order-desk.ts';

export interface StandInRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface StandInReply {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How a department's program behaves. `turn` counts the calls, so that what varies from node to node varies by it. */
export interface StandInProgram {
  readonly department: string;
  /** Settings of the connector beside `url`. */
  readonly settings: Readonly<Record<string, string>>;
  answer(request: StandInRequest, turn: number): StandInReply;
  /** The failure that the interface document describes. */
  failing(turn: number, request: StandInRequest): StandInReply;
  /** An answer that cannot be relied on. */
  garbage(request: StandInRequest, turn: number): StandInReply;
  /** Where the orders that it answers are kept. */
  readonly orders?: OrderDesk;
}

/** Longer than any connector waits. */
const SLOW_MS = 60_000;
const MAX_BODY_BYTES = 1024 * 1024;

/** A department's program on a real socket of this machine. */
export async function createHttpStandIn(program: StandInProgram): Promise<StandIn> {
  let mode: Mode = 'normal';
  let calls = 0;
  const server = createServer((request, response) => {
    const turn = (calls += 1);
    receive(request)
      .then((received) => respond(program, { received, response, mode, turn }))
      .catch(() => response.destroy());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const hangUp = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    department: program.department,
    settings: { url: `http://127.0.0.1:${port}`, ...program.settings },
    async setMode(wanted) {
      mode = wanted;
      program.orders?.setAsleep(wanted === 'dead');
      if (wanted === 'dead') await hangUp();
      else if (!server.listening) await listen(port);
    },
    calls: () => calls,
    ...(program.orders === undefined ? {} : { orders: program.orders }),
    async close() {
      await hangUp();
      await program.orders?.close();
    },
  };
}

interface Turn {
  readonly received: StandInRequest;
  readonly response: ServerResponse;
  readonly mode: Mode;
  readonly turn: number;
}

function respond(program: StandInProgram, { received, response, mode, turn }: Turn): void {
  if (mode === 'failing') return send(response, program.failing(turn, received));
  if (mode === 'garbage') return send(response, program.garbage(received, turn));
  if (mode !== 'slow') return send(response, program.answer(received, turn));
  const timer = setTimeout(() => send(response, program.answer(received, turn)), SLOW_MS);
  response.once('close', () => clearTimeout(timer));
}

function send(response: ServerResponse, { status = 200, headers, body }: StandInReply): void {
  response.writeHead(status, { 'Content-Length': body.length, ...headers }).end(body);
}

async function receive(request: IncomingMessage): Promise<StandInRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new Error('the request is too long');
    chunks.push(chunk);
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks),
  };
}

/** A web page, as servers in front of a department's program show it. */
export function pageReply(status: number, title: string): StandInReply {
  const page = `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: Buffer.from(page) };
}
