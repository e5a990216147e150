import { canonicalJson, sha256 } from '../../schema/canonical-json.ts';
import type { DeclaredPurpose } from '../../schema/access/purpose.ts';
import { isRecord } from '../sources/read-answer.ts';

/** What the body of a request asks, whoever asks it. */
export interface Question {
  /** SHA-256 of supergraph, document, operation and variables. */
  readonly id: string;
  /** Of document and operation: what they ask for is read once. */
  readonly documentId: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the body itself declares as its purpose; undefined: nothing, and a header may. */
  readonly declared: DeclaredPurpose;
}

/** What a body may hold so that an answer of before can be an answer to it. Whatever else it holds may matter. */
const knownFields: ReadonlySet<string> = new Set(['query', 'documentId', 'operationName', 'variables', 'extensions']);
const knownExtensions: ReadonlySet<string> = new Set(['purpose', 'case']);

/** null: nothing that is kept may answer it; the server says what it makes of it. */
export function readQuestion(body: unknown, supergraph: string): Question | null {
  if (!isRecord(body) || !onlyHas(body, knownFields)) return null;
  const { documentId, extensions = {}, operationName = null, query, variables = {} } = body;
  if (!isRecord(variables ?? {}) || !isRecord(extensions ?? {})) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  const document = documentOf(query, documentId);
  if (document === null || !onlyHas(extensions ?? {}, knownExtensions)) return null;
  const given = (variables ?? {}) as Readonly<Record<string, unknown>>;
  const { case: number, purpose: code } = (extensions ?? {}) as Readonly<Record<string, unknown>>;
  const asked = [document, operationName];
  return {
    id: sha256(canonicalJson([supergraph, asked, given])),
    documentId: sha256(canonicalJson(asked)),
    operationName,
    variables: given,
    declared: { code, case: number },
  };
}

/** By its text or by its id, never by both, which might differ. */
function documentOf(query: unknown, documentId: unknown): string | null {
  if (typeof query === 'string' && documentId === undefined) return `text:${sha256(query)}`;
  return query === undefined && typeof documentId === 'string' ? `id:${documentId}` : null;
}

function onlyHas(value: object, names: ReadonlySet<string>): boolean {
  return Object.keys(value).every((name) => names.has(name));
}
