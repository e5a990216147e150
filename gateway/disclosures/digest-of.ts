import { createHash, type Hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { isRecord } from '../sources/read-answer.ts';

/** Items of a list whose text is made in one go; shorter lists are not worth giving way. */
const atOnce = 100;

/** SHA-256 of the JSON text of an answer's data. Others are served between the parts of long lists of root fields. */
export async function digestOf(data: unknown): Promise<string> {
  const hash = createHash('sha256');
  if (!isRecord(data) || !Object.values(data).some(isLong)) hash.update(JSON.stringify(data) ?? '');
  else await addFields(hash, data);
  return hash.digest('hex');
}

const isLong = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > atOnce;

async function addFields(hash: Hash, data: Readonly<Record<string, unknown>>): Promise<void> {
  let before = '{';
  for (const [key, value] of Object.entries(data)) {
    const text = isLong(value) ? '[' : JSON.stringify(value);
    if (text === undefined) continue;
    hash.update(`${before}${JSON.stringify(key)}:${text}`);
    if (isLong(value)) await addItems(hash, value);
    before = ',';
  }
  hash.update(before === '{' ? '{}' : '}');
}

async function addItems(hash: Hash, items: readonly unknown[]): Promise<void> {
  for (let at = 0; at < items.length; at += atOnce) {
    const text = JSON.stringify(items.slice(at, at + atOnce)).slice(1, -1);
    hash.update(at === 0 ? text : `,${text}`);
    await setImmediate();
  }
  hash.update(']');
}
