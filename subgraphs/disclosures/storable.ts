/** How JSON writes what PostgreSQL does not take: U+0000, and halves of characters. */
const unstorable = /\\u0000|\\ud[89a-f]/i;

export function isStorable(json: string): boolean {
  return !unstorable.test(json);
}

/**
 * The value as it can be stored. Some of an entry (the measure that a command names) is the client's own text, and one
 * entry that cannot be written would keep the others of its group from being written.
 */
export function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'string' ? one.toWellFormed().replaceAll('\0', '\uFFFD') : one,
  ) as T;
}

/** JSON of it, as it can be stored. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return isStorable(json) ? json : JSON.stringify(storable(value));
}
