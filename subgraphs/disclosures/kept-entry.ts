import type { DisclosedCommand, DisclosedSection, DisclosureEntry } from '../../schema/disclosure.ts';
import { canonicalJson } from '../../schema/canonical-json.ts';

/** READ: an answer about few organisations. BULK: about many, as one list. COMMAND: a mutation. RETIREMENT: months dropped. */
export type EntryKind = 'READ' | 'BULK' | 'COMMAND' | 'RETIREMENT';

/** Of a bulk read: how many organisations had this state, and the age of the oldest. */
export type SectionCount = Omit<DisclosedSection, 'organisation'> & { readonly organisations: number };

/** An entry as it lies in the table, but for its place in the chain. Every column is part of its hash. */
export interface EntryRow {
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

/** With its place. */
export type KeptEntry = EntryRow & { readonly month: string; readonly seq: number };

export const columns = [
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
] as const satisfies readonly (readonly [keyof KeptEntry, string])[];

export const columnList = columns.map(([name]) => name).join(', ');

/** What an entry's hash is made of. */
export function entryText(entry: KeptEntry): string {
  return canonicalJson(Object.fromEntries(columns.map(([name]) => [name, entry[name]])));
}

export interface Hiding {
  /** Purposes of which the organisation concerned is told late. */
  readonly purposes: ReadonlySet<string>;
  readonly forMs: number;
}

export interface RowRules {
  /** More organisations than this in one answer are one bulk entry. */
  readonly bulkAbove: number;
  readonly hiding: Hiding;
}

/** `codes` are the organisations of the entry's measures. */
export function rowOf(entry: DisclosureEntry, codes: readonly string[], rules: RowRules): EntryRow {
  const { at, caller, commands, digest, fields, id, measures, operation, purpose, requestId, rights, sections } = entry;
  const organisations = [...new Set([...entry.organisations, ...codes])].sort();
  const isBulk = commands.length === 0 && organisations.length > rules.bulkAbove;
  return {
    id,
    at,
    kind: commands.length > 0 ? 'COMMAND' : isBulk ? 'BULK' : 'READ',
    request_id: requestId,
    role: caller?.role ?? null,
    department: caller?.department ?? null,
    subject: caller?.subject ?? null,
    client: caller?.client ?? null,
    speaks_for: caller?.creditCode ?? null,
    purpose: purpose?.code ?? null,
    case_number: purpose?.case ?? null,
    operation: operation.name,
    document: operation.document,
    organisations,
    measures,
    fields,
    sections: isBulk ? counted(sections) : sections,
    rights,
    commands,
    digest,
    hidden_until: hiddenUntil(entry, rules.hiding),
  };
}

function hiddenUntil({ at, caller, purpose }: DisclosureEntry, { forMs, purposes }: Hiding): string | null {
  if (purpose === null || !purposes.has(purpose.code) || caller?.role === 'representative') return null;
  return new Date(Date.parse(at) + forMs).toISOString();
}

function counted(sections: readonly DisclosedSection[]): SectionCount[] {
  const groups = Map.groupBy(sections, ({ department, state }) => `${department} ${state}`);
  return [...groups.values()].map((alike) => {
    const { department, state } = alike[0]!;
    const ages = alike.flatMap(({ asOf }) => asOf ?? []).sort();
    return { department, state, asOf: ages[0] ?? null, organisations: alike.length };
  });
}
