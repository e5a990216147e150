import { AnswerUnreadable } from './answer-unreadable.ts';

const CHINESE = /^(?:gb|cp936|x-gbk|936|hz)/i;

/**
 * The text of an answer whose charset cannot be taken from its header. What is strictly UTF-8 is UTF-8, as bytes of
 * another charset are so by no accident; else the declared charset, and GB18030, which holds GBK and GB2312.
 */
export function decodeText(bytes: Uint8Array, contentType = ''): string {
  const declared = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? '';
  for (const charset of ['utf-8', CHINESE.test(declared) ? '' : declared, 'gb18030']) {
    const text = charset === '' ? null : decode(bytes, charset);
    if (text !== null) return text.replace(/^\uFEFF/, '');
  }
  throw new AnswerUnreadable('the answer is in no known charset');
}

function decode(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
