import type { AskedProtocol, AskedSystem, Call, Question, Runtime, Settings } from '../connector/protocol.ts';
import { readOrInvalid } from './answer-unreadable.ts';
import type { FoundRow } from './http-json-rows.ts';
import { gatherPages } from './http-pages.ts';
import { createSmCaller, type SmConnection } from './http-sm-call.ts';
import { smSettings } from './http-sm-keys.ts';

/** Paged services that are asked about one organisation a call. */
export interface SmService extends SmConnection {
  /** Rows on one page at most. */
  readonly pageSize: number;
  /** Column of a row's own key: the same row may stand on two pages. */
  readonly rowKey: string;
  /** How an organisation is named. */
  readonly keys: (question: Question) => Readonly<Record<string, string>>;
}

/** One service of it. */
export interface SmQuery {
  readonly service: string;
}

/** HTTP with SM2, SM3 and SM4. Settings: `url`, `appId`, `sm4Key`, `sm4Iv`, `privateKey`, `publicKey`. */
export function httpSm(service: SmService): AskedProtocol {
  return {
    name: 'HTTP JSON, SM2/SM3/SM4',
    mode: 'asked',
    requires: smSettings,
    connect: (settings, runtime) => connect(service, settings, runtime),
  };
}

function connect(own: SmService, settings: Settings, runtime: Runtime): AskedSystem {
  const { clock, department } = runtime;
  const caller = createSmCaller(own, settings, runtime);

  function rowsAbout({ service }: SmQuery, question: Question, call: Call): Promise<FoundRow[]> {
    const ask = (page: number) => {
      const content = { ...own.keys(question), page, size: own.pageSize };
      return call((signal) => readOrInvalid(department, () => caller.send({ service, content, page }, signal)));
    };
    return readOrInvalid(department, () => gatherPages({ key: own.rowKey, ask }));
  }

  return {
    batchSize: 1,
    async ask(query, questions, call) {
      const rows: FoundRow[] = [];
      for (const question of questions) rows.push(...(await rowsAbout(query as SmQuery, question, call)));
      return { rows: rows.map((row, at) => ({ ref: `row ${at + 1}`, ...row })), asOfMs: clock.now() };
    },
    close: () => Promise.resolve(caller.close()),
  };
}
