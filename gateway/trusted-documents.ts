import { createHash } from 'node:crypto';
import { GraphQLError, parse, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ClientRequest } from './client-request.ts';
import type { TrustedDocument } from './warm-plans.ts';

/** The documents of our own clients, by their ids, and which requests use one. */
export interface TrustedDocuments {
  /** The text of an id; undefined: there is none. */
  textOf(id: string): string | undefined;
  /** Whether a text is one of them, however it is laid out. */
  includes(text: string): boolean;
  /** Notes that a request uses one. */
  mark(request: ClientRequest): void;
  isMarked(request: ClientRequest): boolean;
}

/** SHA-256, hexadecimal, of the text as graphql-js prints it, which is what Apollo's clients send and hash. */
export function documentId(text: string): string {
  return digest(print(parse(text, { noLocation: true })));
}

const keptCharacters = 4 * 1024 * 1024;

export function createTrustedDocuments(documents: readonly TrustedDocument[]): TrustedDocuments {
  const texts = new Map(documents.map(({ text }) => [documentId(text), text]));
  const known = new LRUCache<string, { readonly trusted: boolean }>({
    maxSize: keptCharacters,
    sizeCalculation: (_, text) => text.length + 1,
  });
  const marked = new WeakSet<ClientRequest>();
  const isTrusted = (text: string): boolean => {
    try {
      return texts.has(documentId(text));
    } catch (error) {
      if (error instanceof GraphQLError) return false;
      throw error;
    }
  };
  return {
    textOf: (id) => texts.get(id),
    includes(text) {
      if (texts.size === 0) return false;
      const trusted = known.get(text)?.trusted ?? isTrusted(text);
      known.set(text, { trusted });
      return trusted;
    },
    mark: (request) => void marked.add(request),
    isMarked: (request) => marked.has(request),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
