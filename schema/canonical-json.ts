import { createHash } from 'node:crypto';

/** The same content gives the same text, and so the same digest, in whatever order its fields were written. */
export function canonicalJson(content: unknown): string {
  return JSON.stringify(ordered(content));
}

/** Ordered first and written in one go: a replacer that JSON calls for each value takes several times as long. */
function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  if ('toJSON' in value && typeof value.toJSON === 'function') return ordered(value.toJSON());
  const fields: [string, unknown][] = [];
  for (const name of Object.keys(value).toSorted())
    fields.push([name, ordered((value as Readonly<Record<string, unknown>>)[name])]);
  return Object.fromEntries(fields);
}

/** SHA-256 of a text's UTF-8 bytes, 64 hexadecimal digits in lower case. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
