import type { LegacyRow, LegacyValue } from '../connector/legacy-row.ts';
import { AnswerUnreadable } from './answer-unreadable.ts';

/** A row before it has a reference. */
export type FoundRow = Omit<LegacyRow, 'ref'>;
type JsonObject = Readonly<Record<string, unknown>>;
type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** A JSON text that must hold an object. */
export function readObject(text: string): JsonObject {
  const value = parseJson(text);
  if (!isObject(value)) throw new AnswerUnreadable('the answer is no JSON object');
  return value;
}

/** What stands at a place such as `result.rows`; undefined where there is no such place. */
export function valueAt(object: JsonObject, place: string): unknown {
  return place
    .split('.')
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      object,
    );
}

/**
 * Rows of an answer: an array of flat objects, or a text that holds one. Nothing at all is `""`, `[]` or null; a place
 * that is missing is not nothing.
 */
export function rowsOf(data: unknown): FoundRow[] {
  const value = typeof data === 'string' && data.trim() !== '' ? parseJson(data) : data;
  if (value === null || (typeof value === 'string' && value.trim() === '')) return [];
  if (!Array.isArray(value)) throw new AnswerUnreadable('the rows of the answer are no array');
  return value.map(rowOf);
}

/** A row of flat values. One with a nested value is not of the documented form; what is nested is not kept. */
function rowOf(value: unknown): FoundRow {
  if (!isObject(value)) throw new AnswerUnreadable('a row of the answer is no object');
  const cells = Object.entries(value).map(([column, cell]) => [column, isFlat(cell) ? cell : null] as const);
  const nested = Object.entries(value).find(([, cell]) => !isFlat(cell) && Object.keys(cell as object).length > 0);
  const row = { cells: Object.fromEntries(cells) };
  return nested === undefined ? row : { ...row, malformed: `${nested[0]} holds a nested value` };
}

function isFlat(value: unknown): value is LegacyValue {
  return value === null || typeof value !== 'object';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, exactly as Parameters<typeof JSON.parse>[1]) as unknown;
  } catch {
    throw new AnswerUnreadable('the answer is no JSON');
  }
}

/** Eighteen digits without quotation marks are a key, and more than a number can hold: they stay as they are written. */
const exactly: Reviver = (_, value, context) => {
  const source = context?.source;
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value);
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? source : value;
};
