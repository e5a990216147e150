import type { Runtime } from '../connector/protocol.ts';
import { AnswerUnreadable } from './answer-unreadable.ts';
import type { HttpAnswer } from './http-client.ts';
import { rowsOf, readObject, valueAt, type FoundRow } from './http-json-rows.ts';
import { decodeText } from './http-json-text.ts';
import { failureOf, meaningOf, refuseFailure, refuseStatus, type Codes } from './http-outcomes.ts';

/** Where an answer says how it went, and where its rows stand: names, or paths such as `result.rows`. */
export interface ReplyForm {
  readonly code: string;
  readonly data: string;
  readonly codes: Codes;
}

/** Rows of one HTTP answer. Every other meaning of it is thrown: a DepartmentError, or AnswerUnreadable. */
export function readAnswer(answer: HttpAnswer, form: ReplyForm, runtime: Runtime): FoundRow[] {
  refuseStatus(answer, runtime);
  if (isPage(answer)) throw failureOf('UNAVAILABLE', `HTTP ${answer.status}, a page`, runtime);
  const reply = readReply(answer, runtime);
  const code = String(valueAt(reply, form.code)).trim();
  const meaning = meaningOf(form.codes, code);
  if (meaning === null) throw new AnswerUnreadable(`${form.code} is outside its table`);
  refuseFailure(meaning, `code ${code}`, runtime);
  if (answer.status !== 200) throw new AnswerUnreadable(`rows with HTTP ${answer.status}`);
  const data = valueAt(reply, form.data);
  const rows = rowsOf(meaning === 'NONE' ? (data ?? null) : data);
  if (meaning === 'NONE' && rows.length > 0) throw new AnswerUnreadable('the answer says that it has no rows, and has');
  return rows;
}

function readReply({ status, headers, bytes }: HttpAnswer, runtime: Runtime): ReturnType<typeof readObject> {
  try {
    return readObject(decodeText(bytes, headers['content-type']));
  } catch (error) {
    // A server in front of the department's own, which does not speak its language.
    throw status >= 500 ? failureOf('UNAVAILABLE', `HTTP ${status}`, runtime) : error;
  }
}

/** A web page, such as a gateway shows while the service behind it is exchanged, or a redirect to one. */
function isPage({ status, headers, bytes }: HttpAnswer): boolean {
  const start = bytes.subarray(0, 1000).toString('latin1').replace('\u00EF\u00BB\u00BF', '').trimStart();
  if (/^<(?:!|\?xml|[a-z])/i.test(start) || (status >= 300 && status < 400)) return true;
  return /^text\/html/i.test(headers['content-type'] ?? '') && !/^[{[]/.test(start);
}
