import { LRUCache } from 'lru-cache';
import type { KeptAnswer } from './kept-answer.ts';

/** An answer, and the number of changes before it was asked for. */
export interface Dated {
  readonly answer: KeptAnswer;
  readonly since: number;
}

/** Answers in this process, bounded in bytes; those that were longest unused go first. null: there is no room for any. */
export function createMemoryAnswers(maxBytes: number): LRUCache<string, Dated> | null {
  if (maxBytes === 0) return null;
  return new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ answer }, key) => bytesOf(answer) + 2 * key.length });
}

/** The body, and what is known of it: measured, an entry of the account takes some 200 bytes. */
function bytesOf({ account, body, tags }: KeptAnswer): number {
  const entries = account.sections.length + account.organisations.size + account.fields.length + tags.length;
  return body.length + 200 * entries + 500;
}
