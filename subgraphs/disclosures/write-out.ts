import type { DisclosedContent, DisclosedTo, DisclosureEntry } from '../../schema/disclosure.ts';
import { contentTexts, type LoggedContent } from './content.ts';
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
    const known = contents.get(content);
    if (known !== undefined) return known;
    const written = writeContent(content);
    // What an answer that is kept discloses is hardly ever sent again, so its text is not kept with it.
    contents.set(content, { ...written, row: () => writeContent(content).row() });
    return written;
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
  const lists = new WeakMap<readonly string[], WrittenList>();
  const listOf = (fields: readonly string[]): WrittenList => {
    const known = lists.get(fields);
    if (known !== undefined) return known;
    const json = JSON.stringify(fields);
    const list = { json, digest: `"${contentHash(algorithm, 'list', json)}"` };
    lists.set(fields, list);
    return list;
  };
  return (given) => {
    const texts = contentTexts(rowOf(given, rules));
    const [before, after] = texts.every(isStorable) ? texts : contentTexts(rowOf(storable(given), rules));
    const fields = listOf(given.fields);
    const digest = contentHash(algorithm, 'content', `${before}${fields.digest}${after}`);
    return { digest, kind: kindOf(given, rules), row: () => `["${digest}",${before.slice(1)}${fields.json}${after}` };
  };
}

/** Fields are those of a document, and come as the same list with each of its answers. */
interface WrittenList {
  readonly json: string;
  readonly digest: string;
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
