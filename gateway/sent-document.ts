import type { Request } from 'express';

/** What a request over HTTP says about its document. */
export interface SentDocument {
  readonly text: string | null;
  /** SHA-256, hexadecimal; null: the request brings none. */
  readonly id: string | null;
  /** `documentId` of GraphQL over HTTP (with or without "sha256:"), or `extensions.persistedQuery` of Apollo's clients. */
  readonly kind: 'documentId' | 'persistedQuery' | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a body or, of a GET, the address. What is of another form than it may be is left to the server to refuse. */
export function readSentDocument(req: Request): SentDocument {
  const fields = fieldsOf(req);
  const text = typeof fields.query === 'string' ? fields.query : null;
  if (typeof fields.documentId === 'string')
    return { text, kind: 'documentId', id: fields.documentId.replace(/^sha256:/, '') };
  const hash = persistedQuery(extensionsOf(fields))?.sha256Hash;
  return typeof hash === 'string' ? { text, kind: 'persistedQuery', id: hash } : { text, kind: null, id: null };
}

/** From here on the request is one that brought this text. */
export function replaceSentDocument(req: Request, text: string): void {
  const { documentId: _, extensions: __, ...fields } = fieldsOf(req);
  const { persistedQuery: ___, ...extensions } = extensionsOf(fieldsOf(req));
  const hasExtensions = Object.keys(extensions).length > 0;
  if (req.method !== 'GET') {
    req.body = { ...fields, query: text, ...(hasExtensions ? { extensions } : {}) };
    return;
  }
  const search = new URLSearchParams({ ...(fields as Record<string, string>), query: text });
  if (hasExtensions) search.set('extensions', JSON.stringify(extensions));
  req.url = `${req.path}?${search.toString()}`;
}

function fieldsOf(req: Request): Fields {
  const fields: unknown = req.method === 'GET' ? req.query : req.body;
  return isFields(fields) ? fields : {};
}

/** An object in a body, its JSON in an address. */
function extensionsOf({ extensions }: Fields): Fields {
  if (typeof extensions !== 'string') return isFields(extensions) ? extensions : {};
  try {
    const read: unknown = JSON.parse(extensions);
    return isFields(read) ? read : {};
  } catch {
    return {};
  }
}

function persistedQuery({ persistedQuery: query }: Fields): Fields | null {
  return isFields(query) ? query : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
