import type { Runtime } from '../connector/protocol.ts';
import { AnswerUnreadable } from './answer-unreadable.ts';
import type { HttpAnswer } from './http-client.ts';
import { readObject, rowsOf } from './http-json-rows.ts';
import { decodeText } from './http-json-text.ts';
import { failureOf, meaningOf, refuseFailure, refuseStatus, type Codes } from './http-outcomes.ts';
import type { Page } from './http-pages.ts';
import { openMessage } from './http-sm-message.ts';
import type { SmKeys } from './http-sm-keys.ts';

/** Names of the members of a plain answer, and its codes. */
export interface SmReplyForm {
  readonly code: string;
  readonly total: string;
  readonly page: string;
  readonly rows: string;
  readonly codes: Codes;
}

export interface Opening {
  readonly keys: SmKeys;
  readonly form: SmReplyForm;
  /** How far the clock of the department may be from ours, in milliseconds. */
  readonly windowMs: number;
  /** Number of the page that was asked for. */
  readonly page: number;
  readonly runtime: Runtime;
}

type Plain = ReturnType<typeof readObject>;

/**
 * One page out of an HTTP answer. Only what the department signed may be rows or the lack of them; what it did not sign
 * can only be a failure. Throws a DepartmentError for a failure, AnswerUnreadable for what is not to be believed.
 */
export function readPage(answer: HttpAnswer, opening: Opening): Page {
  const { form, runtime } = opening;
  refuseStatus(answer, runtime);
  const signed = answer.headers['x-encrypted'] === '1';
  const plain = signed ? open(answer, opening) : unsigned(answer, runtime);
  const code = String(plain[form.code]);
  const meaning = meaningOf(form.codes, code);
  if (meaning === null) throw new AnswerUnreadable(`${form.code} is outside its table`);
  refuseFailure(meaning, `code ${code}`, runtime);
  if (!signed) throw new AnswerUnreadable('an answer that is not signed claims success');
  if (answer.status !== 200) throw new AnswerUnreadable(`rows with HTTP ${answer.status}`);
  return meaning === 'NONE' ? nothing(plain, form) : pageOf(plain, opening);
}

function open({ headers, bytes }: HttpAnswer, { keys, windowMs, runtime }: Opening): Plain {
  const { appId, cipher, verifier } = keys;
  const message = { headers, body: bytes.toString('latin1') };
  return readObject(openMessage(message, cipher, { appId, verifier, windowMs, nowMs: runtime.clock.now() }));
}

function unsigned({ status, headers, bytes }: HttpAnswer, runtime: Runtime): Plain {
  if (headers['x-encrypted'] === '0') return readObject(decodeText(bytes, headers['content-type']));
  // A server in front of the department's own, which does not speak its language.
  if (status >= 500) throw failureOf('UNAVAILABLE', `HTTP ${status}`, runtime);
  throw new AnswerUnreadable('the answer is neither signed nor an error');
}

function nothing(plain: Plain, form: SmReplyForm): Page {
  const rows = rowsOf(plain[form.rows] ?? null);
  if (rows.length > 0 || Number(plain[form.total] ?? 0) !== 0)
    throw new AnswerUnreadable('the answer says that it has no rows, and has');
  return { rows, total: 0 };
}

function pageOf(plain: Plain, { form, page }: Opening): Page {
  const rows = rowsOf(plain[form.rows]);
  const total = plain[form.total];
  const answered = plain[form.page];
  if (!/^\d{1,9}$/.test(String(total))) throw new AnswerUnreadable(`${form.total} is no number of rows`);
  if (answered !== undefined && Number(answered) !== page) throw new AnswerUnreadable('another page was asked for');
  if (rows.length > Number(total)) throw new AnswerUnreadable('a page holds more rows than there are');
  return { rows, total: Number(total) };
}
