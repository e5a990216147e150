import type { DisclosedContent, DisclosedTo, DisclosureEntry } from '../../schema/disclosure.ts';
import { contentText, type LoggedContent } from './content.ts';
import { contentHash, type HashAlgorithm } from './merkle.ts';
import { isHidden, kindOf, rowOf, type RowRules } from './row-rules.ts';
import { isStorable, storable, storableJson } from './storable.ts';
import type { EntryKind, Retirement } from './whole-entry.ts';

/** An entry as text, but for its place in the chain. */
export interface WrittenEntry {
  readonly rest: string;
  /** Digest of its content. */
  readonly content: string;
  /** The content as it is sent to the database: a JSON list that begins with its digest. */
  readonly contentRow: () => string;
}

/** What the log says of itself: that months are dropped. */
export interface Note {
  readonly id: string;
  readonly at: string;
  readonly retirement: Retirement;
}

export interface Writer {
  /** `codes` are the organisations of the entry's measures. */
  readonly entry: (entry: DisclosureEntry, codes: readonly string[]) => WrittenEntry;
  readonly note: (note: Note) => WrittenEntry;
}

interface WrittenContent {
  readonly digest: string;
  readonly kind: EntryKind;
  readonly row: () => string;
}

interface WrittenAsker {
  readonly purpose: string | null;
  readonly case: string | null;
  readonly text: string;
  readonly hidden: boolean;
}

/** Writes entries out. What repeats from one to the next, who asks and what is disclosed, is written out once. */
export function createWriter(algorithm: HashAlgorithm, rules: RowRules): Writer {
  const { hiding } = rules;
  const writeContent = createContentWriter(algorithm, rules);
  const contents = new WeakMap<DisclosedContent, WrittenContent>();
  const askers = new WeakMap<DisclosedTo, WrittenAsker>();
  const contentOf = ({ content }: DisclosureEntry, codes: readonly string[]): WrittenContent => {
    if (codes.length > 0) return writeContent(withCodes(content, codes));
    const known = contents.get(content) ?? writeContent(content);
    contents.set(content, known);
    return known;
  };
  const askerOf = (entry: DisclosureEntry): WrittenAsker => {
    const { caller, purpose } = entry;
    const known = caller === null ? undefined : askers.get(caller);
    if (known !== undefined && known.purpose === (purpose?.code ?? null) && known.case === (purpose?.case ?? null))
      return known;
    const asker = writeAsker(entry, isHidden(caller, purpose?.code ?? null, hiding));
    if (caller !== null) askers.set(caller, asker);
    return asker;
  };
  return {
    entry(entry, codes) {
      const { at, id, requestId } = entry;
      const asker = askerOf(entry);
      const until = asker.hidden ? `"${new Date(Date.parse(at) + hiding.forMs).toISOString()}"` : 'null';
      const head = storableJson([id, at, requestId]).slice(1, -1);
      return finish(`${head},${asker.text},${until}`, contentOf(entry, codes));
    },
    note({ at, id, retirement }) {
      const written = writeContent({ ...nothing, commands: [retirement] });
      return finish(`"${id}","${at}","",${nobody},null`, { ...written, kind: 'RETIREMENT' });
    },
  };
}

const nobody = JSON.stringify(Array(7).fill(null)).slice(1, -1);
const nothing: LoggedContent = {
  operation: { name: null, document: '' },
  organisations: [],
  measures: [],
  fields: [],
  sections: [],
  rights: [],
  commands: [],
  digest: '',
};

function finish(before: string, { digest, kind, row }: WrittenContent): WrittenEntry {
  return { rest: `${before},"${kind}","${digest}"`, content: digest, contentRow: row };
}

function createContentWriter(algorithm: HashAlgorithm, rules: RowRules): (given: LoggedContent) => WrittenContent {
  const digests = new WeakMap<readonly string[], string>();
  const digestOf = (fields: readonly string[]): string => {
    const known = digests.get(fields) ?? `"${contentHash(algorithm, 'list', JSON.stringify(fields))}"`;
    digests.set(fields, known);
    return known;
  };
  const textOf = (given: LoggedContent) => contentText(rowOf(given, rules), digestOf(given.fields));
  return (given) => {
    const first = textOf(given);
    const content = isStorable(first) ? given : storable(given);
    const digest = contentHash(algorithm, 'content', content === given ? first : textOf(content));
    const row = () => `["${digest}",${contentText(rowOf(content, rules), JSON.stringify(content.fields)).slice(1)}`;
    return { digest, kind: kindOf(content, rules), row };
  };
}

function writeAsker({ caller, purpose }: DisclosureEntry, hidden: boolean): WrittenAsker {
  const { client, creditCode, department, role, subject } = caller ?? noCaller;
  const [code, number] = [purpose?.code ?? null, purpose?.case ?? null];
  const text = storableJson([role, department, subject, client, creditCode, code, number]).slice(1, -1);
  return { purpose: code, case: number, text, hidden };
}

const noCaller = { role: null, department: null, subject: null, client: null, creditCode: null };

function withCodes(content: DisclosedContent, codes: readonly string[]): DisclosedContent {
  return { ...content, organisations: [...new Set([...content.organisations, ...codes])].sort() };
}
