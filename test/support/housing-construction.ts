import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBureauKeys } from '../../demo/stand-ins/housing-construction/keys.ts';
import type { Answer, AskedProtocol, AskedSystem, Call } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/housing-construction/connector.ts';
import { sealMessage } from '../../subgraphs/protocols/http-sm-message.ts';
import { demoDirectory } from './directory.ts';
import { call, nowMs, questionAbout, runtimeOf, today } from './asking.ts';
import { http, takeApart } from './http-messages.ts';
import type { Replay } from './replay.ts';

export const sampleFolder = join(import.meta.dirname, '../../subgraphs/departments/housing-construction/sample');
export const vectors = JSON.parse(readFileSync(join(sampleFolder, 'vectors.json'), 'utf8')) as {
  keys: Record<'caller' | 'department', { privateKey: string; publicKey: string }> &
    Record<'appId' | 'sm4Key' | 'sm4Iv' | 'userId', string>;
  standard: { sm3_abc: string; sm4_ecb_one_block: { key: string; plainHex: string; cipherHex: string } };
  request: Record<string, string>;
  wrong: Record<string, string>;
  response: Record<string, string>;
};
const bureau = readBureauKeys();
/** What the connector is configured with, beside the address. */
export const { settings } = bureau;
export const recordSets = { qualification: 'qualifications', conduct: 'conducts', penalty: 'penalties' } as const;
export type Service = keyof typeof recordSets;
export const setOf = (service: Service) => connector.recordSets[recordSets[service]]!;

type Cells = Record<string, unknown>;

/** The connector's own protocol, at the given address. */
export function connectHousing(url: string, more: Record<string, string> = {}, clock?: { now(): number }): AskedSystem {
  const runtime = runtimeOf('housing-construction', clock);
  return (connector.protocol as AskedProtocol).connect({ url, ...settings, ...more }, runtime);
}

export function read(service: Service, { rows }: Pick<Answer, 'rows'>): Reading {
  return readRows(setOf(service), rows, { directory: demoDirectory(), today });
}

export interface Asking {
  readonly service?: Service;
  readonly code?: string;
  readonly by?: Call;
}

/** What the bureau answers, asked by the connector's own protocol, when these messages come back one after another. */
export async function answerTo(
  replay: Replay,
  messages: readonly Buffer[],
  { service = 'penalty', code = '91510904MAXXXX015M', by = call }: Asking = {},
): Promise<Answer> {
  replay.play(...messages);
  const system = connectHousing(replay.url);
  return system.ask(setOf(service).query, [questionAbout(code)], by).finally(() => system.close());
}

export interface Sealing {
  readonly timestampMs?: number;
  readonly nonce?: string;
  readonly appId?: string;
  /** Headers that replace those of the seal; an empty one is left out. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** Signed with another key than the bureau's. */
  readonly signer?: typeof bureau.signer;
}

/** An answer as the bureau seals it; a test changes what it is about. */
export function sealed(plain: unknown, { timestampMs = nowMs, nonce, appId, headers = {}, ...other }: Sealing = {}) {
  const stamp = { appId: appId ?? bureau.appId, timestampMs, nonce: nonce ?? randomBytes(12).toString('hex') };
  const text = typeof plain === 'string' ? plain : JSON.stringify(plain);
  const message = sealMessage(text, stamp, { cipher: bureau.cipher, signer: other.signer ?? bureau.signer });
  const all = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Encrypted': '1', ...message.headers, ...headers };
  const kept = Object.entries(all).filter(([, value]) => value !== '');
  return http(message.body, { status: other.status ?? 200, headers: Object.fromEntries(kept) });
}

/** An answer that nobody signed. */
export function open(plain: unknown, status = 200): Buffer {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'X-Encrypted': '0' };
  return http(typeof plain === 'string' ? plain : JSON.stringify(plain), { status, headers });
}

export function page(rows: readonly unknown[], total: number = rows.length, at = 1): Cells {
  return { retCode: '0000', retMsg: '成功', total, page: at, size: 50, rows };
}

export const none: Cells = { retCode: '0001', retMsg: '无数据', total: 0, page: 1, size: 50, rows: [] };

/** What the connector asked: the headers of its request, and the text that it sealed. */
export function opened(request: Buffer): { head: Record<string, string>; plain: Cells } {
  const { head, body } = takeApart(request);
  return { head, plain: JSON.parse(bureau.cipher.open(body.toString())) as Cells };
}

/** What is concluded from these rows, sent over the wire in the usual form. */
export async function readSent(replay: Replay, service: Service, rows: readonly Cells[]): Promise<Reading> {
  return read(service, await answerTo(replay, [sealed(page(rows))], { service }));
}
