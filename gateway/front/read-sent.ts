import { LRUCache } from 'lru-cache';
import { readQuestion } from '../answers/question.ts';
import { createDocumentCheck, type Limits } from '../limits/check-document.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import type { Sent } from './asked.ts';

export interface ReadSentParts {
  readonly documents: TrustedDocuments;
  readonly limits: Limits;
  /** Digest of the supergraph. */
  readonly supergraph: string;
}

/** Of what bodies ask; they are known by their bytes. */
const keptBytes = 32 * 2 ** 20;

/** null: only the application can say what this body asks, or what is wrong with it. */
export function createSentReader(parts: ReadSentParts): (body: Buffer) => Sent | null {
  const { documents, supergraph } = parts;
  const check = createDocumentCheck(parts.limits);
  const known = new LRUCache<string, { readonly sent: Sent | null }>({
    maxSize: keptBytes,
    sizeCalculation: (_, bytes) => bytes.length + 500,
  });
  const read = (body: Buffer): Sent | null => {
    const fields = parsed(body);
    const question = readQuestion(fields, supergraph);
    if (question === null) return null;
    const { documentId, query } = fields as { readonly documentId?: string; readonly query?: string };
    const text = query ?? documents.textOf(documentId!.replace(/^sha256:/, ''));
    if (text === undefined || check(text) !== null) return null;
    return { question, text, trusted: query === undefined || documents.includes(text) };
  };
  return (body) => {
    const bytes = body.toString('latin1');
    const found = known.get(bytes);
    if (found !== undefined) return found.sent;
    const sent = read(body);
    known.set(bytes, { sent });
    return sent;
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
