import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CreateStandIn, District, Mode, StandIn } from '../../district.ts';
import { spoil } from './garbage.ts';
import { createRows } from './rows.ts';
import { account, busy, createService } from './service.ts';
import { pageMessage, resultMessage, type Message } from './wire.ts';

const PATH = '/zxws/ExecService.asmx';
const SLOW_MS = 60_000;
const wsdl = join(import.meta.dirname, '../../../subgraphs/departments/court/ExecService.wsdl');

/** The court's query service on a real socket of this machine. */
export const createStandIn: CreateStandIn = async (district: District): Promise<StandIn> => {
  const service = createService(createRows(district), district.clock);
  let mode: Mode = 'normal';
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    const turn = { mode, turn: calls, base };
    receive(request)
      .then((body) => {
        const action = request.headers['soapaction'];
        respond(request, response, turn, () => service({ action: String(action), body }, turn.turn));
      })
      .catch(() => response.destroy());
  });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;

  function listen(on: number): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(on, '127.0.0.1', resolve);
    });
  }

  async function hangUp(): Promise<void> {
    if (!server.listening) return;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }

  return {
    department: 'court',
    settings: { url: base, ...account },
    async setMode(wanted) {
      mode = wanted;
      if (wanted === 'dead') await hangUp();
      else if (!server.listening) await listen(port);
    },
    calls: () => calls,
    close: hangUp,
  };
};

interface Turn {
  readonly mode: Mode;
  readonly turn: number;
  readonly base: string;
}

function respond(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  { mode, turn, base }: Turn,
  answer: () => Message,
): void {
  const [path, query] = url.split('?');
  if (path !== PATH) return send(response, pageMessage(404, '无法找到该页'));
  if (method === 'GET' && query?.toLowerCase() === 'wsdl') return sendWsdl(response, base);
  if (method !== 'POST') return send(response, pageMessage(405, '不允许的方法'));
  if (mode === 'failing')
    return send(response, turn % 2 === 0 ? resultMessage(busy, turn) : pageMessage(500, '服务器繁忙'));
  if (mode === 'garbage') return send(response, spoil(answer(), turn));
  if (mode !== 'slow') return send(response, answer());
  const timer = setTimeout(() => send(response, answer()), SLOW_MS);
  response.once('close', () => clearTimeout(timer));
}

function send(response: ServerResponse, { status, headers, body }: Message): void {
  response.writeHead(status, { 'Content-Length': body.length, 'X-Powered-By': 'ASP.NET', ...headers }).end(body);
}

function sendWsdl(response: ServerResponse, base: string): void {
  const text = readFileSync(wsdl, 'utf8').replace('http://localhost', base);
  send(response, { status: 200, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: Buffer.from(text) });
}

async function receive(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
