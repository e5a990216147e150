import type { DisclosedCommand, DisclosedSection } from '../../schema/disclosure.ts';
import { canonicalJson } from '../../schema/canonical-json.ts';

/** READ: an answer about few organisations. BULK: about many, as one list. COMMAND: a mutation. RETIREMENT: months dropped. */
export type EntryKind = 'READ' | 'BULK' | 'COMMAND' | 'RETIREMENT';

/** Of a bulk read: how many organisations had this state, and the age of the oldest. */
export type SectionCount = Omit<DisclosedSection, 'organisation'> & { readonly organisations: number };

/** An entry with everything that it says, and its place in the chain; entries of before lie in the table like this. */
export interface WholeEntry {
  readonly month: string;
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly kind: EntryKind;
  readonly request_id: string;
  readonly role: string | null;
  readonly department: string | null;
  readonly subject: string | null;
  readonly client: string | null;
  readonly speaks_for: string | null;
  readonly purpose: string | null;
  readonly case_number: string | null;
  readonly operation: string | null;
  readonly document: string;
  readonly organisations: readonly string[];
  readonly measures: readonly string[];
  readonly fields: readonly string[];
  readonly sections: readonly (DisclosedSection | SectionCount)[];
  readonly rights: readonly string[];
  readonly commands: readonly (DisclosedCommand | Retirement)[];
  readonly digest: string;
  readonly hidden_until: string | null;
}

/** Months up to this one were dropped, as retention says. */
export interface Retirement {
  readonly name: 'retire';
  /** YYYY-MM-01 */
  readonly through: string;
}

export const wholeColumns = [
  ['month', 'date'],
  ['seq', 'bigint'],
  ['id', 'text'],
  ['at', 'timestamptz'],
  ['kind', 'text'],
  ['request_id', 'text'],
  ['role', 'text'],
  ['department', 'text'],
  ['subject', 'text'],
  ['client', 'text'],
  ['speaks_for', 'text'],
  ['purpose', 'text'],
  ['case_number', 'text'],
  ['operation', 'text'],
  ['document', 'text'],
  ['organisations', 'text[]'],
  ['measures', 'text[]'],
  ['fields', 'text[]'],
  ['sections', 'jsonb'],
  ['rights', 'text[]'],
  ['commands', 'jsonb'],
  ['digest', 'text'],
  ['hidden_until', 'timestamptz'],
] as const satisfies readonly (readonly [keyof WholeEntry, string])[];

/** What the hash of an entry of before is made of. */
export function wholeText(entry: WholeEntry): string {
  return canonicalJson(Object.fromEntries(wholeColumns.map(([name]) => [name, entry[name]])));
}
