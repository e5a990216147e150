import { setImmediate } from 'node:timers/promises';
import { isRecord } from './sources/read-answer.ts';

/** Items of a list whose text is made in one go; shorter lists are not worth giving way. */
const atOnce = 100;

const written = new WeakMap<object, string>();
const encoded = new WeakMap<object, Buffer>();
const making = new WeakMap<object, Promise<string>>();

/**
 * JSON text of an answer's data, made once: the log takes its digest, what is kept keeps it, and it is what is sent.
 * From then on nobody may write into the data. Others are served between the parts of long lists of root fields.
 */
export function textOf(data: object): Promise<string> {
  const known = making.get(data) ?? make(data);
  making.set(data, known);
  return known;
}

async function make(data: object): Promise<string> {
  const text = isRecord(data) && Object.values(data).some(isLong) ? await inParts(data) : JSON.stringify(data);
  written.set(data, text);
  return text;
}

/** The same as UTF-8, made once as well. */
export async function bytesOf(data: object): Promise<Buffer> {
  const text = await textOf(data);
  const bytes = encoded.get(data) ?? Buffer.from(text);
  encoded.set(data, bytes);
  return bytes;
}

/** What an answer may have. Without `data`: it was not executed. */
export interface Result {
  readonly errors?: unknown;
  readonly data?: object | null | undefined;
  readonly extensions?: unknown;
}

/** The body of an answer, with the text of its data where that was made before. */
export function bodyText({ data, errors, extensions }: Result): string {
  const [before, after] = aroundData(data, errors, extensions);
  return `${before}${data == null ? '' : (written.get(data) ?? JSON.stringify(data))}${after}`;
}

/** As `bodyText`, in bytes. */
export function bodyBytes({ data, errors, extensions }: Result): Buffer {
  const [before, after] = aroundData(data, errors, extensions);
  const bytes = data == null ? undefined : encoded.get(data);
  if (bytes === undefined) return Buffer.from(bodyText({ data, errors, extensions }));
  return Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
}

/** What stands before and after the data, in the order in which clients read answers. */
function aroundData(data: object | null | undefined, errors: unknown, extensions: unknown): [string, string] {
  const before = errors === undefined ? [] : [`"errors":${JSON.stringify(errors)}`];
  const after = extensions === undefined ? '' : `"extensions":${JSON.stringify(extensions)}`;
  const opening = data === undefined ? before : [...before, data === null ? '"data":null' : '"data":'];
  const comma = after !== '' && opening.length > 0 ? ',' : '';
  return [`{${opening.join(',')}`, `${comma}${after}}\n`];
}

const isLong = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > atOnce;

async function inParts(data: Readonly<Record<string, unknown>>): Promise<string> {
  const members: string[] = [];
  for (const [name, value] of Object.entries(data)) {
    const text = isLong(value) ? await listInParts(value) : JSON.stringify(value);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

async function listInParts(items: readonly unknown[]): Promise<string> {
  const parts: string[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    parts.push(JSON.stringify(items.slice(at, at + atOnce)).slice(1, -1));
    await setImmediate();
  }
  return `[${parts.join(',')}]`;
}
