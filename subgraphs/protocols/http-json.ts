import type { AskedProtocol, AskedSystem, Question, Runtime, Settings } from '../connector/protocol.ts';
import { readOrInvalid } from './answer-unreadable.ts';
import type { Parameters } from './http-json-accounts.ts';
import { createJsonCaller, type JsonConnection, type JsonQuery } from './http-json-call.ts';
import type { FoundRow } from './http-json-rows.ts';

export type { JsonQuery } from './http-json-call.ts';

/** A service of JSON that is asked about one organisation a call. */
export interface JsonService extends JsonConnection {
  /** How an organisation is named. */
  readonly keys: (question: Question) => Parameters;
}

/** JSON over HTTP. Settings: `url`, and those of the account (`appKey` and `secret`, or `token`). */
export function httpJson(service: JsonService): AskedProtocol {
  return {
    name: 'HTTP JSON',
    mode: 'asked',
    requires: service.account.requires,
    connect: (settings, runtime) => connect(service, settings, runtime),
  };
}

function connect(service: JsonService, settings: Settings, runtime: Runtime): AskedSystem {
  const { clock, department } = runtime;
  const caller = createJsonCaller(service, settings, runtime);
  return {
    batchSize: 1,
    async ask(query, questions, call) {
      const rows: FoundRow[] = [];
      for (const question of questions) {
        const one = (signal: AbortSignal) =>
          readOrInvalid(department, () => caller.send(query as JsonQuery, service.keys(question), signal));
        rows.push(...(await call(one)));
      }
      return { rows: rows.map((row, at) => ({ ref: `row ${at + 1}`, ...row })), asOfMs: clock.now() };
    },
    close: () => Promise.resolve(caller.close()),
  };
}
