import type { Runtime, Settings } from '../connector/protocol.ts';
import { addressBelow, createHttpClient, type HttpRequest } from './http-client.ts';
import type { Account, Parameters } from './http-json-accounts.ts';
import { readAnswer, type ReplyForm } from './http-json-answer.ts';
import type { FoundRow } from './http-json-rows.ts';

/** A service that answers with JSON and says in the body how it went. */
export interface JsonConnection {
  /** Where its services lie below the configured address. */
  readonly path: string;
  readonly account: Account;
  /** Parameter that holds all the others as one JSON text; absent: each is a parameter of its own. */
  readonly wrapper?: string;
  readonly reply: ReplyForm;
}

/** One service of it. */
export interface JsonQuery {
  readonly path: string;
  /** Where the parameters stand: in the address (GET), or in a form or a JSON document (POST). */
  readonly send: 'query' | 'form' | 'json';
  /** Parameters that are the same for every organisation. */
  readonly parameters?: Parameters;
}

export interface JsonCaller {
  /** One request, proved anew. Throws DepartmentErrors, and AnswerUnreadable for what cannot be relied on. */
  send(query: JsonQuery, parameters: Parameters, signal: AbortSignal): Promise<FoundRow[]>;
  close(): void;
}

const contentTypes = {
  form: 'application/x-www-form-urlencoded; charset=UTF-8',
  json: 'application/json; charset=UTF-8',
};

/** Settings: `url`, and those of the account (`appKey` and `secret`, or `token`). */
export function createJsonCaller(connection: JsonConnection, settings: Settings, runtime: Runtime): JsonCaller {
  const { account, path, reply, wrapper } = connection;
  const url = addressBelow(settings['url'] ?? '', path);
  const client = createHttpClient(runtime.department);
  return {
    async send(query, own, signal) {
      const { parameters, ...proof } = account.prove(settings, runtime.clock.now());
      const sent = { ...parameters, ...query.parameters, ...own };
      const wrapped = wrapper === undefined ? sent : { [wrapper]: JSON.stringify(sent) };
      const answer = await client.send(requestOf(url + query.path, { send: query.send, wrapped, ...proof }), signal);
      return readAnswer(answer, reply, runtime);
    },
    close: () => client.close(),
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
