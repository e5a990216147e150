import { join } from 'node:path';
import type { Answer, AskedProtocol, AskedSystem } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/environment/connector.ts';
import { demoDirectory } from './directory.ts';
import { call, questionAbout, runtimeOf, today } from './asking.ts';
import { http } from './http-messages.ts';
import type { Replay } from './replay.ts';

export const sampleFolder = join(import.meta.dirname, '../../subgraphs/departments/environment/sample');
export const account = { appKey: 'ajxy001', secret: 'hb-2018-Secret' };
export const recordSets = { rating: 'ratings', permit: 'permits', penalty: 'penalties' } as const;
export type Service = keyof typeof recordSets;
export const setOf = (service: Service) => connector.recordSets[recordSets[service]]!;

type Cells = Record<string, unknown>;

/** The connector's own protocol, at the given address. */
export function connectEnvironment(url: string, settings: Record<string, string> = account): AskedSystem {
  return (connector.protocol as AskedProtocol).connect({ url, ...settings }, runtimeOf('environment'));
}

export function read(service: Service, { rows }: Answer): Reading {
  return readRows(setOf(service), rows, { directory: demoDirectory(), today });
}

/** What the bureau answers, asked by the connector's own protocol, when these bytes come back. */
export async function answerTo(
  replay: Replay,
  message: Buffer,
  service: Service = 'penalty',
  code = '91510904MAXXXX015M',
): Promise<Answer> {
  replay.play(message);
  const system = connectEnvironment(replay.url);
  return system.ask(setOf(service).query, [questionAbout(code)], call).finally(() => system.close());
}

/** What is concluded from these rows, sent over the wire in the usual form. */
export async function readSent(replay: Replay, service: Service, rows: readonly Cells[]): Promise<Reading> {
  return read(service, await answerTo(replay, http(JSON.stringify({ code: '00', msg: '成功', data: rows })), service));
}
