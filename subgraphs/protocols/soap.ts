import type { AskedProtocol, AskedSystem, Call, Question, Runtime, Settings } from '../connector/protocol.ts';
import { readOrInvalid } from './answer-unreadable.ts';
import { createSoapCaller, soapSettings, type Elements, type SoapConnection } from './soap-call.ts';
import type { Cells } from './soap-reply.ts';
import { gatherRows } from './soap-rows.ts';

/** A service that is asked about one organisation a call. */
export interface SoapService extends SoapConnection {
  /** Rows that one answer holds at most: one of so many may be cut. */
  readonly maxRows?: number;
  /** How an organisation is named, widest way first; the next way is asked only when an answer may be cut. */
  readonly keys: (question: Question) => readonly Elements[];
}

/** Elements of a record set's own, the same for every organisation. */
export type SoapQuery = Elements;

/** SOAP 1.1, string in, string out. Settings: `url`, `user`, `password`. */
export function soap(service: SoapService): AskedProtocol {
  return {
    name: 'SOAP 1.1',
    mode: 'asked',
    requires: soapSettings,
    connect: (settings, runtime) => connect(service, settings, runtime),
  };
}

function connect(service: SoapService, settings: Settings, runtime: Runtime): AskedSystem {
  const { maxRows = Number.POSITIVE_INFINITY } = service;
  const caller = createSoapCaller(service, settings, runtime);

  async function rowsAbout(query: Elements, question: Question, call: Call): Promise<readonly Cells[]> {
    return gatherRows(service.keys(question), maxRows, (way) =>
      call((signal) => caller.send({ ...query, ...way }, signal)),
    );
  }

  return {
    batchSize: 1,
    async ask(query, questions, call) {
      const cells: Cells[] = [];
      for (const question of questions) {
        const one = () => rowsAbout(query as SoapQuery, question, call);
        cells.push(...(await readOrInvalid(runtime.department, one)));
      }
      const rows = cells.map((row, at) => ({ ref: `row ${at + 1}`, cells: row }));
      return { rows, asOfMs: runtime.clock.now() };
    },
    close: () => Promise.resolve(caller.close()),
  };
}
