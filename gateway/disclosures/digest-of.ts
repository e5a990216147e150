import { hash } from 'node:crypto';
import { textOf } from '../answer-text.ts';

/** SHA-256 of the JSON text of an answer's data. */
export async function digestOf(data: object | null | undefined): Promise<string> {
  return hash('sha256', data == null ? (JSON.stringify(data) ?? '') : await textOf(data), 'hex');
}
