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
