import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { organisationCodeOf, parseCreditCode } from '../../schema/credit-code.ts';
import type { Answer, AskedProtocol, AskedSystem, Call, Question } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/court/connector.ts';
import { http, result, row, soapAnswer } from './court-messages.ts';
import { demoDirectory } from './directory.ts';
import type { Replay } from './replay.ts';

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

export const sampleBytes = (name: string): Buffer => readFileSync(join(sampleFolder, name));

/** Asks the connector's protocol once, while the socket replays these messages. */
export async function askReplay(
  replay: Replay,
  script: readonly Buffer[],
  question: Question,
  list = 'SX',
): Promise<Answer> {
  replay.play(...script);
  const system = connectCourt(replay.url);
  return system.ask({ TYPE: list }, [question], call).finally(() => system.close());
}

export type CourtCells = Readonly<Record<string, string>>;

/** What is concluded from an answer with these rows. */
export async function readingOf(replay: Replay, rows: readonly CourtCells[], list: List = 'SX'): Promise<Reading> {
  const answer = http(soapAnswer(result(rows.map(row))));
  return read(list, await askReplay(replay, [answer], questionAbout('9151090420599001XY'), list));
}
