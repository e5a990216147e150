import {
  DepartmentAnswerInvalid,
  DepartmentBusy,
  DepartmentRefused,
  DepartmentUnavailable,
} from '../../schema/errors.ts';
import type { Clock } from '../connector/protocol.ts';
import { signedByMd5 } from '../protocols/http-json-accounts.ts';
import { addressBelow, createHttpClient } from '../protocols/http-client.ts';

export interface CityPlatformSettings {
  readonly url: string;
  readonly appKey: string;
  readonly secret: string;
}

/** One message as it is sent. */
export interface CityMessage {
  readonly key: string;
  readonly kind: string;
  readonly content: unknown;
}

/** The city platform, as an exchange node with services: `{code, msg, data}`, errors in the body only. */
export interface CityPlatform {
  /** Resolves once the platform has taken all of them. @throws DepartmentError */
  send(messages: readonly CityMessage[]): Promise<void>;
  /** What it has said since a sequence number, in its order, at most so many. @throws DepartmentError */
  changes(after: number, most: number): Promise<readonly unknown[]>;
  /** Which of these keys it has. @throws DepartmentError */
  receipts(keys: readonly string[]): Promise<ReadonlySet<string>>;
  close(): void;
}

/** Name under which errors speak of it; no department has it. */
const who = { department: 'city-platform' };
const account = signedByMd5({ appKey: 'appKey', sign: 'sign', time: 'requestTime' });
const timeoutMs = 10_000;

export function connectCityPlatform(settings: CityPlatformSettings, clock: Clock): CityPlatform {
  const client = createHttpClient(who.department);
  async function call(service: string, question: object): Promise<unknown> {
    const { parameters } = account.prove({ appKey: settings.appKey, secret: settings.secret }, clock.now());
    const data = JSON.stringify({ ...parameters, ...question });
    const answer = await client.send(
      {
        method: 'POST',
        url: addressBelow(settings.url, `/xyxx/api/${service}`),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: new URLSearchParams({ data }).toString(),
      },
      AbortSignal.timeout(timeoutMs),
    );
    return readReply(answer);
  }
  return {
    async send(messages) {
      const data = await call('receive', { messages });
      if ((data as { received?: unknown } | null)?.received !== messages.length)
        throw new DepartmentAnswerInvalid(who, new Error('it has not taken as many as were sent'));
    },
    changes: async (after, most) => listOf(await call('changes', { after, most })),
    async receipts(keys) {
      return new Set(listOf(await call('receipts', { keys })).map(String));
    },
    close: () => client.close(),
  };
}

function readReply({ bytes, status }: { readonly bytes: Buffer; readonly status: number }): unknown {
  if (status >= 500) throw new DepartmentUnavailable(who, new Error(`HTTP ${status}`));
  let reply: { readonly code?: unknown; readonly data?: unknown };
  try {
    reply = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as typeof reply;
  } catch (cause) {
    throw new DepartmentAnswerInvalid(who, cause);
  }
  const code = String(reply?.code);
  const cause = new Error(`code ${code}`);
  if (code === '00') return reply.data;
  if (code === '95') throw new DepartmentBusy(who, cause);
  if (code === '99') throw new DepartmentUnavailable(who, cause);
  if (['96', '97', '98'].includes(code)) throw new DepartmentRefused(who, cause);
  throw new DepartmentAnswerInvalid(who, cause);
}

/** An empty text is what this kind of service writes where it has no rows. */
function listOf(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  if (data === '' || data === null) return [];
  throw new DepartmentAnswerInvalid(who, new Error('its data is no list'));
}
