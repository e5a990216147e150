import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { pino } from 'pino';
import { organisationCodeOf, parseCreditCode } from '../../schema/credit-code.ts';
import type { Call, Question, Runtime } from '../../subgraphs/connector/protocol.ts';

export const today = '2026-07-01';
export const nowMs = Date.parse(`${today}T10:15:00+08:00`);

export const call: Call = (request) => request(AbortSignal.timeout(5000));

export function runtimeOf(department: string, clock = { now: () => nowMs }): Runtime {
  return { department, clock, log: pino({ level: 'silent' }), timeoutMs: 5000 };
}

export function questionAbout(code: string, name: string | null = null): Question {
  const { code: creditCode } = parseCreditCode(code);
  return { creditCode, organisationCode: organisationCodeOf(creditCode), registrationNumber: null, name };
}

/** A socket that gives the bytes of a script untouched, one entry a request, the last one ever again. */
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
      socket.end(script[0]!);
      script = script.length > 1 ? script.slice(1) : script;
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

/** A message's header lines by lower-case name, its first line under `''`, and its body. */
export function takeApart(message: Buffer): { head: Record<string, string>; body: Buffer } {
  const end = message.indexOf('\r\n\r\n');
  const [first = '', ...lines] = message.subarray(0, end).toString('latin1').split('\r\n');
  const pairs = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return { head: { '': first, ...Object.fromEntries(pairs) }, body: message.subarray(end + 4) };
}

export const readBytes = (folder: string, name: string): Buffer => readFileSync(`${folder}/${name}`);

interface Head {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the message says, when that is not the length of its body. */
  readonly length?: number;
}

/** An HTTP message around a body. */
export function http(body: Buffer | string, { status = 200, headers = {}, length }: Head = {}): Buffer {
  const bytes = Buffer.from(body);
  const lines = [`HTTP/1.1 ${status} X`, `Content-Length: ${length ?? bytes.length}`, 'Connection: close'];
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[...lines, ...named].join('\r\n')}\r\n\r\n`), bytes]);
}
