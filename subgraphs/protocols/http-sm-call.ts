import { randomBytes } from 'node:crypto';
import type { Runtime, Settings } from '../connector/protocol.ts';
import { addressBelow, createHttpClient } from './http-client.ts';
import type { Page } from './http-pages.ts';
import { readPage, type SmReplyForm } from './http-sm-answer.ts';
import { DEFAULT_USER_ID, readSmKeys } from './http-sm-keys.ts';
import { sealMessage } from './http-sm-message.ts';
import { createReplayGuard } from './http-sm-replays.ts';

/** Services of JSON sealed with SM4 and signed with SM2. */
export interface SmConnection {
  /** Where they lie below the configured address. */
  readonly path: string;
  /** User id of both sides' signatures. */
  readonly userId?: string;
  /** How far the two clocks may be apart. */
  readonly windowMs: number;
  readonly reply: SmReplyForm;
}

export interface SmMessageOut {
  readonly service: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Number of the page that is wanted; 1 where the service has no pages. */
  readonly page: number;
}

export interface SmCaller {
  /** One request, stamped anew. Throws DepartmentErrors, and AnswerUnreadable for what is not to be believed. */
  send(message: SmMessageOut, signal: AbortSignal): Promise<Page>;
  close(): void;
}

/** Settings: `url`, `appId`, `sm4Key`, `sm4Iv`, `privateKey`, `publicKey`. */
export function createSmCaller(connection: SmConnection, settings: Settings, runtime: Runtime): SmCaller {
  const { clock, department } = runtime;
  const { path, reply: form, userId = DEFAULT_USER_ID, windowMs } = connection;
  const keys = readSmKeys(settings, department, userId);
  const url = addressBelow(settings['url'] ?? '', path);
  const client = createHttpClient(department);
  const replays = createReplayGuard(windowMs);
  return {
    async send({ service, content, page }, signal) {
      const plain = JSON.stringify(content);
      const stamp = { appId: keys.appId, timestampMs: clock.now(), nonce: randomBytes(12).toString('hex') };
      const { headers, body } = sealMessage(plain, stamp, keys);
      const typed = { ...headers, 'Content-Type': 'text/plain; charset=utf-8' };
      const answer = await client.send({ method: 'POST', url: `${url}/${service}`, headers: typed, body }, signal);
      const read = readPage(answer, { keys, form, windowMs, page, runtime });
      replays.refuse(answer, `${service} ${plain}`, clock.now());
      return read;
    },
    close: () => client.close(),
  };
}
