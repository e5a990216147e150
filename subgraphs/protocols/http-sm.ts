import { randomBytes } from 'node:crypto';
import type { AskedProtocol, AskedSystem, Call, Question, Runtime, Settings } from '../connector/protocol.ts';
import { readOrInvalid } from './answer-unreadable.ts';
import { addressBelow, createHttpClient } from './http-client.ts';
import type { FoundRow } from './http-json-rows.ts';
import { gatherPages, type Page } from './http-pages.ts';
import { readPage, type SmReplyForm } from './http-sm-answer.ts';
import { DEFAULT_USER_ID, readSmKeys, smSettings } from './http-sm-keys.ts';
import { sealMessage } from './http-sm-message.ts';
import { createReplayGuard } from './http-sm-replays.ts';

/** A paged service of JSON sealed with SM4 and signed with SM2, one organisation a call. */
export interface SmService {
  /** Where its services lie below the configured address. */
  readonly path: string;
  /** User id of both sides' signatures. */
  readonly userId?: string;
  /** How far the two clocks may be apart. */
  readonly windowMs: number;
  /** Rows on one page at most. */
  readonly pageSize: number;
  /** Column of a row's own key: the same row may stand on two pages. */
  readonly rowKey: string;
  readonly reply: SmReplyForm;
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

interface Asking {
  readonly query: SmQuery;
  readonly question: Question;
  readonly page: number;
}

function connect(service: SmService, settings: Settings, runtime: Runtime): AskedSystem {
  const { clock, department } = runtime;
  const keys = readSmKeys(settings, department, service.userId ?? DEFAULT_USER_ID);
  const url = addressBelow(settings['url'] ?? '', service.path);
  const client = createHttpClient(department);
  const replays = createReplayGuard(service.windowMs);

  async function once({ query, question, page }: Asking, signal: AbortSignal): Promise<Page> {
    const plain = JSON.stringify({ ...service.keys(question), page, size: service.pageSize });
    const stamp = { appId: keys.appId, timestampMs: clock.now(), nonce: randomBytes(12).toString('hex') };
    const { headers, body } = sealMessage(plain, stamp, keys);
    const typed = { ...headers, 'Content-Type': 'text/plain; charset=utf-8' };
    const answer = await client.send({ method: 'POST', url: `${url}/${query.service}`, headers: typed, body }, signal);
    const read = readPage(answer, { keys, form: service.reply, windowMs: service.windowMs, page, runtime });
    replays.refuse(answer, `${query.service} ${plain}`, clock.now());
    return read;
  }

  function rowsAbout(query: SmQuery, question: Question, call: Call): Promise<FoundRow[]> {
    const ask = (page: number) =>
      call((signal) => readOrInvalid(department, () => once({ query, question, page }, signal)));
    return readOrInvalid(department, () => gatherPages({ key: service.rowKey, ask }));
  }

  return {
    batchSize: 1,
    async ask(query, questions, call) {
      const rows: FoundRow[] = [];
      for (const question of questions) rows.push(...(await rowsAbout(query as SmQuery, question, call)));
      return { rows: rows.map((row, at) => ({ ref: `row ${at + 1}`, ...row })), asOfMs: clock.now() };
    },
    close: () => Promise.resolve(client.close()),
  };
}
