import iconv from 'iconv-lite';
import { AnswerUnreadable } from './answer-unreadable.ts';

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** Bytes of a message in GB18030; rare characters take four. */
export function encodeMessage(message: string): Buffer {
  return iconv.encode(message, 'gb18030');
}

/**
 * The text of an answer whose bytes are GB18030, whatever its header and its declaration say. Only what the web
 * framework writes itself, a Fault, may be UTF-8; other Chinese text in UTF-8 would come out as wrong characters, and
 * wrong names find nobody, so it is refused, as are bytes that are no GB18030 at all.
 */
export function decodeAnswer(received: Uint8Array): string {
  const bytes = UTF8_MARK.every((byte, at) => received[at] === byte) ? received.subarray(3) : received;
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== null && /<(?:[\w.-]+:)?Fault[\s>]/.test(utf8)) return utf8;
  if (utf8 !== null && /\p{Script=Han}/u.test(utf8)) throw new AnswerUnreadable('the answer is UTF-8, not GB18030');
  const text = decode(bytes, 'gb18030');
  if (text === null) throw new AnswerUnreadable('the answer is not GB18030');
  return text;
}

function decode(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
