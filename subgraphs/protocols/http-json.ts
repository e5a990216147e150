import type { AskedProtocol, AskedSystem, Question, Runtime, Settings } from '../connector/protocol.ts';
import { readOrInvalid } from './answer-unreadable.ts';
import { addressBelow, createHttpClient, type HttpRequest } from './http-client.ts';
import type { Account, Parameters } from './http-json-accounts.ts';
import { readAnswer, type ReplyForm } from './http-json-answer.ts';
import type { FoundRow } from './http-json-rows.ts';

/** A service that answers with JSON about one organisation a call, and says in the body how it went. */
export interface JsonService {
  /** Where its services lie below the configured address. */
  readonly path: string;
  readonly account: Account;
  /** Parameter that holds all the others as one JSON text; absent: each is a parameter of its own. */
  readonly wrapper?: string;
  readonly reply: ReplyForm;
  /** How an organisation is named. */
  readonly keys: (question: Question) => Parameters;
}

/** One service of it. */
export interface JsonQuery {
  readonly path: string;
  /** Where the parameters stand: in the address (GET), or in a form or a JSON document (POST). */
  readonly send: 'query' | 'form' | 'json';
  /** Parameters that are the same for every organisation. */
  readonly parameters?: Parameters;
}

const contentTypes = {
  form: 'application/x-www-form-urlencoded; charset=UTF-8',
  json: 'application/json; charset=UTF-8',
};

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
  const url = addressBelow(settings['url'] ?? '', service.path);
  const client = createHttpClient(department);

  async function once(query: JsonQuery, question: Question, signal: AbortSignal): Promise<FoundRow[]> {
    const { parameters, ...proof } = service.account.prove(settings, clock.now());
    const asked = { ...parameters, ...query.parameters, ...service.keys(question) };
    const wrapped = service.wrapper === undefined ? asked : { [service.wrapper]: JSON.stringify(asked) };
    const answer = await client.send(requestOf(url + query.path, { send: query.send, wrapped, ...proof }), signal);
    return readAnswer(answer, service.reply, runtime);
  }

  return {
    batchSize: 1,
    async ask(query, questions, call) {
      const rows: FoundRow[] = [];
      for (const question of questions) {
        const one = (signal: AbortSignal) =>
          readOrInvalid(department, () => once(query as JsonQuery, question, signal));
        rows.push(...(await call(one)));
      }
      return { rows: rows.map((row, at) => ({ ref: `row ${at + 1}`, ...row })), asOfMs: clock.now() };
    },
    close: () => Promise.resolve(client.close()),
  };
}

interface Outgoing {
  readonly send: JsonQuery['send'];
  readonly wrapped: Parameters;
  readonly query?: Parameters;
  readonly headers?: Parameters;
}

function requestOf(url: string, { send, wrapped, query = {}, headers = {} }: Outgoing): HttpRequest {
  const inAddress = encode(send === 'query' ? { ...wrapped, ...query } : query);
  const address = inAddress === '' ? url : `${url}?${inAddress}`;
  const accepting = { Accept: 'application/json', ...headers };
  if (send === 'query') return { method: 'GET', url: address, headers: accepting };
  return {
    method: 'POST',
    url: address,
    headers: { ...accepting, 'Content-Type': contentTypes[send] },
    body: send === 'form' ? encode(wrapped) : JSON.stringify(wrapped),
  };
}

function encode(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
