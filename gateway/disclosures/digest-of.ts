import { hash } from 'node:crypto';
import { bytesOf } from '../answer-text.ts';

const known = new WeakMap<object, string>();

/** SHA-256 of the JSON text of an answer's data, in UTF-8; hexadecimal. */
export async function digestOf(data: object | null | undefined): Promise<string> {
  if (data == null) return hash('sha256', JSON.stringify(data) ?? '', 'hex');
  const digest = known.get(data) ?? hash('sha256', await bytesOf(data), 'hex');
  known.set(data, digest);
  return digest;
}
