import { LRUCache } from 'lru-cache';
import { canonicalJson } from '../../schema/canonical-json.ts';
import type { Question } from '../answers/question.ts';
import type { Layout, Run } from './layout.ts';

/** How the answers of one operation are put together for callers of the same rights, with the same other variables. */
export interface Arrangement {
  readonly layout: Layout;
  /** Begins the key of each run's piece; the credit code ends it. */
  readonly prefixes: readonly string[];
  readonly operationName: string | null;
  /** SHA-256 of the document as it was sent. */
  readonly document: string;
  /** What is asked of organisations, by name, for the log. */
  readonly fields: readonly string[];
  /** How often each department is asked for one organisation, for budgets. */
  readonly budgets: ReadonlyMap<string, number>;
  /** What each answer says beside where it came from, as JSON members. */
  readonly notices: Readonly<Record<string, unknown>>;
}

/** What is asked about whom. */
export interface AskedAbout {
  readonly codes: readonly string[];
  /** The other variables, in their one written form. */
  readonly others: string;
}

export interface Arrangements {
  get(question: Question, rights: string, others: string): Arrangement | undefined;
  set(question: Question, rights: string, others: string, given: Omit<Arrangement, 'prefixes'>): Arrangement;
}

const mostArrangements = 5000;

export function createArrangements(): Arrangements {
  const known = new LRUCache<string, Arrangement>({ max: mostArrangements });
  const prefixes = new LRUCache<string, string>({ max: 8 * mostArrangements });
  let last = 0;
  const prefixOf = ({ owner, text }: Run, rights: string, others: string): string => {
    const name = `${owner}\n${rights}\n${others}\n${text}`;
    const prefix = prefixes.get(name) ?? `${(last += 1)} `;
    prefixes.set(name, prefix);
    return prefix;
  };
  const keyOf = ({ documentId }: Question, rights: string, others: string) => `${documentId}\n${rights}\n${others}`;
  return {
    get: (question, rights, others) => known.get(keyOf(question, rights, others)),
    set(question, rights, others, given) {
      const made = { ...given, prefixes: given.layout.runs.map((run) => prefixOf(run, rights, others)) };
      known.set(keyOf(question, rights, others), made);
      return made;
    },
  };
}

const read = new WeakMap<Question, AskedAbout | null>();

/** null: not about codes. */
export function askedAbout(question: Question, { isList, variable }: Layout): AskedAbout | null {
  const known = read.get(question);
  if (known !== undefined) return known;
  const { [variable]: about, ...others } = question.variables;
  const codes: readonly unknown[] = isList && Array.isArray(about) ? about : [about];
  const areCodes = codes.length > 0 && codes.every((one) => typeof one === 'string');
  const asked = areCodes && isList === Array.isArray(about) ? { codes, others: canonicalJson(others) } : null;
  read.set(question, asked);
  return asked;
}
