import type { DisclosureEntry } from '../../schema/disclosure.ts';

/** How JSON writes what PostgreSQL does not take: U+0000, and halves of characters. */
const unstorable = /\\u0000|\\ud[89a-f]/i;

/**
 * The entry as it can be stored. Some of it (the measure that a command names) is the client's own text, and one entry
 * that cannot be written would keep the others of its group from being written.
 */
export function readableEntry(entry: DisclosureEntry): DisclosureEntry {
  const text = JSON.stringify(entry);
  if (!unstorable.test(text)) return entry;
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  ) as DisclosureEntry;
}
