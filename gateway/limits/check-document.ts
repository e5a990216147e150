import { GraphQLError, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { DocumentTooComplex, DocumentTooLarge, type GatewayError } from '../../schema/errors.ts';
import { measure } from './measure.ts';
import { extentOf } from './nesting.ts';
import { countRepetition } from './repetition.ts';

export interface Limits {
  /** Characters of a document. */
  readonly characters: number;
  readonly tokens: number;
  /** Fields nested in fields, fragments spread. Introspection by the usual tools needs 15. */
  readonly depth: number;
  /** Fields, fragments spread: the work that planning and answering take. */
  readonly fields: number;
  readonly rootFields: number;
  /** Names under which one field is asked, in the whole document. */
  readonly aliases: number;
  /** Directives on one field, fragment or operation. */
  readonly directives: number;
  /** Times that one fragment is spread. */
  readonly spreads: number;
}

/** All sections of 31 departments with all their records are some 3,000 fields. */
export const defaultLimits: Limits = {
  characters: 100_000,
  tokens: 10_000,
  depth: 20,
  fields: 10_000,
  rootFields: 50,
  aliases: 50,
  directives: 5,
  spreads: 200,
};

export type CheckDocument = (text: string) => GatewayError | null;

/** Brackets that a document within the depth may have beside those of its selections: lists and objects in arguments. */
const argumentNesting = 30;
const keptCharacters = 4 * 1024 * 1024;

/** Says why a document is refused, before anything else reads it; null when it may pass. Remembers what passed. */
export function createDocumentCheck(limits: Limits): CheckDocument {
  const passed = new LRUCache<string, true>({ maxSize: keptCharacters, sizeCalculation: (_, text) => text.length + 1 });
  return (text) => {
    if (passed.has(text)) return null;
    const refusal = refuse(text, limits);
    if (refusal === null) passed.set(text, true);
    return refusal;
  };
}

const countedLimits = ['depth', 'rootFields', 'fields', 'aliases', 'directives', 'spreads'] as const;

function refuse(text: string, limits: Limits): GatewayError | null {
  if (text.length > limits.characters) {
    const facts = { limit: 'characters', most: limits.characters };
    return new DocumentTooLarge(
      `The document has more than ${limits.characters} characters.`,
      'Ask for less in one request.',
      facts,
    );
  }
  const nesting = limits.depth + argumentNesting;
  const extent = extentOf(text, { tokens: limits.tokens, nesting });
  if (extent.tokens > limits.tokens) return new DocumentTooComplex('tokens', limits.tokens);
  if (extent.nesting > nesting) return new DocumentTooComplex('depth', limits.depth);
  const measured = measureText(text);
  if (measured === null) return null;
  const over = countedLimits.find((limit) => measured[limit] > limits[limit]);
  return over === undefined ? null : new DocumentTooComplex(over, limits[over]);
}

/** null: not a document; the server says where. */
function measureText(text: string) {
  try {
    const document = parse(text, { noLocation: true });
    return { ...measure(document), ...countRepetition(document) };
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
