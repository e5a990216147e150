import { setImmediate } from 'node:timers/promises';
import type { FormattedExecutionResult } from 'graphql';
import { isRecord } from './sources/read-answer.ts';

/** Items of a list whose text is made in one go; shorter lists are not worth giving way. */
const atOnce = 100;

const written = new WeakMap<object, string>();
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

/** The body of an answer, with the text of its data where that was made before. */
export function bodyText(result: FormattedExecutionResult): string {
  const { data } = result;
  const text = data == null ? undefined : written.get(data);
  if (text === undefined) return `${JSON.stringify(result)}\n`;
  const members = Object.entries(result).flatMap(([name, value]) => {
    const member = name === 'data' ? text : JSON.stringify(value);
    return member === undefined ? [] : [`${JSON.stringify(name)}:${member}`];
  });
  return `{${members.join(',')}}\n`;
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
