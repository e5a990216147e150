import {
  DepartmentAnswerInvalid,
  DepartmentBusy,
  DepartmentRefused,
  DepartmentUnavailable,
  type DepartmentError,
} from '../../schema/errors.ts';
import type { Runtime } from '../connector/protocol.ts';
import { AnswerUnreadable } from './answer-unreadable.ts';
import type { HttpAnswer } from './http-client.ts';
import { decodeAnswer } from './soap-charset.ts';
import { openEnvelope, SoapFault, type SoapOperation } from './soap-envelope.ts';
import { readReply, type ReplyForm, type Rows } from './soap-reply.ts';

/** These systems state their rate by the minute, and do not say when they are free again. */
const BUSY_FOR_MS = 60_000;
const REFUSING = new Set([401, 403, 407]);
const HTML = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[^])*-->\s*)*<(?:!doctype\s+html|html|head|body|title)\b/i;

/** Rows of one HTTP answer. Every other meaning of it is thrown as the DepartmentError that it is. */
export function readAnswer(
  { status, bytes }: Pick<HttpAnswer, 'status' | 'bytes'>,
  form: { readonly operation: SoapOperation; readonly reply: ReplyForm },
  { department, clock }: Pick<Runtime, 'department' | 'clock'>,
): Rows {
  const busy = (why: string) =>
    new DepartmentBusy({ department, retryAt: new Date(clock.now() + BUSY_FOR_MS).toISOString() }, new Error(why));
  const start = bytes.subarray(0, 1000).toString('latin1').replace('\xef\xbb\xbf', '');
  if (REFUSING.has(status)) throw new DepartmentRefused({ department }, new Error(`HTTP ${status}`));
  if (status === 429 || HTML.test(start)) throw busy(`HTTP ${status}, a page instead of an answer`);
  if (status >= 500 && !/^\s*</.test(start))
    throw new DepartmentUnavailable({ department }, new Error(`HTTP ${status}`));
  try {
    const reply = readReply(openEnvelope(form.operation, decodeAnswer(bytes)), form.reply);
    if (reply.meaning === 'BUSY') throw busy(`code ${reply.code}`);
    if (reply.meaning === 'REFUSED') throw new DepartmentRefused({ department }, new Error(`code ${reply.code}`));
    if (status !== 200) throw new AnswerUnreadable(`rows with HTTP ${status}`);
    return reply;
  } catch (error) {
    throw inOurTerms(error, department);
  }
}

function inOurTerms(error: unknown, department: string): DepartmentError | Error {
  if (error instanceof SoapFault && error.byClient) return new DepartmentRefused({ department }, error);
  if (error instanceof SoapFault || error instanceof AnswerUnreadable)
    return new DepartmentAnswerInvalid({ department }, error);
  return error as Error;
}
