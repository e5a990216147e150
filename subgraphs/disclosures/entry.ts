import type { EntryKind } from './whole-entry.ts';

/** Who got an answer, when and why, and under which digest lies what it disclosed. */
export interface Entry {
  readonly month: string;
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly request_id: string;
  readonly role: string | null;
  readonly department: string | null;
  readonly subject: string | null;
  readonly client: string | null;
  readonly speaks_for: string | null;
  readonly purpose: string | null;
  readonly case_number: string | null;
  readonly hidden_until: string | null;
  readonly kind: EntryKind;
  readonly content: string;
}

/** In the order of the entry's text. Every column is part of its hash. */
export const entryColumns = [
  ['month', 'date'],
  ['seq', 'bigint'],
  ['id', 'text'],
  ['at', 'timestamptz'],
  ['request_id', 'text'],
  ['role', 'text'],
  ['department', 'text'],
  ['subject', 'text'],
  ['client', 'text'],
  ['speaks_for', 'text'],
  ['purpose', 'text'],
  ['case_number', 'text'],
  ['hidden_until', 'timestamptz'],
  ['kind', 'text'],
  ['content', 'text'],
] as const satisfies readonly (readonly [keyof Entry, string])[];

/** A JSON list: what is hashed, and what is sent to the database. Entries of before are JSON objects, so never alike. */
export function entryText(entry: Entry): string {
  return JSON.stringify(entryColumns.map(([name]) => entry[name]));
}

/** The same text, of an entry whose place is known last. */
export function textAt(month: string, seq: number, rest: string): string {
  return `["${month}",${seq},${rest}]`;
}
