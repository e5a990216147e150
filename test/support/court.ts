import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { pino } from 'pino';
import { organisationCodeOf, parseCreditCode } from '../../schema/credit-code.ts';
import type { Answer, AskedProtocol, AskedSystem, Call, Question } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/court/connector.ts';
import { demoDirectory } from './directory.ts';

export const sampleFolder = join(import.meta.dirname, '../../subgraphs/departments/court/sample');
export const account = { user: 'ajxy', password: 'aj@2018' };
export const today = '2026-07-01';
const nowMs = Date.parse(`${today}T10:15:00+08:00`);

export const lists = {
  SX: 'judgmentDebtorListings',
  BZXR: 'enforcementCases',
  XG: 'consumptionRestrictions',
  ZB: 'terminatedEnforcements',
} as const;
export type List = keyof typeof lists;
export const setOf = (list: List) => connector.recordSets[lists[list]]!;

export const call: Call = (request) => request(AbortSignal.timeout(5000));

/** The connector's own protocol, at the given address. */
export function connectCourt(url: string, settings: Record<string, string> = account): AskedSystem {
  const clock = { now: () => nowMs };
  const runtime = { department: 'court', clock, log: pino({ level: 'silent' }), timeoutMs: 5000 };
  return (connector.protocol as AskedProtocol).connect({ url, ...settings }, runtime);
}

export function questionAbout(code: string, name: string | null = null): Question {
  const { code: creditCode } = parseCreditCode(code);
  return { creditCode, organisationCode: organisationCodeOf(creditCode), registrationNumber: null, name };
}

export function read(list: List, { rows }: Answer): Reading {
  return readRows(setOf(list), rows, { directory: demoDirectory(), today });
}

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
  const server: Server = createServer((socket) => {
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
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/zxws/ExecService.asmx`,
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

export const sampleBytes = (name: string): Buffer => readFileSync(join(sampleFolder, name));

/** An HTTP message around a body; `length` states something else than its length. */
export function http(body: Buffer | string, { status = 200, head = '', length }: Head = {}): Buffer {
  const bytes = typeof body === 'string' ? iconv.encode(body, 'gb18030') : body;
  const lines = `HTTP/1.1 ${status} X\r\nContent-Length: ${length ?? bytes.length}\r\n${head}Connection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(lines), bytes]);
}

interface Head {
  readonly status?: number;
  readonly head?: string;
  readonly length?: number;
}

/** A SOAP answer with this text as its string; the text is escaped unless it brings its own CDATA. */
export function soapAnswer(document: string): string {
  const text = document.startsWith('<![CDATA[') ? document : escape(document);
  return (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
    `<QueryExecInfoResponse xmlns="http://tempuri.org/"><QueryExecInfoResult>${text}</QueryExecInfoResult></QueryExecInfoResponse></soap:Body></soap:Envelope>`
  );
}

/** The department's document with these rows. */
export function result(rows: readonly string[], { code = '0', count = String(rows.length) } = {}): string {
  return `<?xml version="1.0" encoding="GB2312"?><RESULT><CODE>${code}</CODE><MSG>m</MSG><COUNT>${count}</COUNT><ROWS>${rows.join('')}</ROWS></RESULT>`;
}

/** One row; elements that are not named are missing, as they sometimes are. */
export function row(cells: Readonly<Record<string, string>>): string {
  return `<ROW>${Object.entries(cells)
    .map(([name, value]) => (value === '' ? `<${name}/>` : `<${name}>${escape(value)}</${name}>`))
    .join('')}</ROW>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
