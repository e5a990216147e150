import { canonicalJson } from '../../schema/canonical-json.ts';
import type { DisclosedCommand, DisclosedContent } from '../../schema/disclosure.ts';
import { contentHash, type HashAlgorithm } from './merkle.ts';
import type { SectionRow } from './section-rows.ts';
import type { Retirement } from './whole-entry.ts';

export type LoggedContent = Omit<DisclosedContent, 'commands'> & {
  readonly commands: readonly (DisclosedCommand | Retirement)[];
};

/** What an answer discloses, as it lies in the table under the digest of all of it. */
export interface Content {
  readonly operation: string | null;
  readonly document: string;
  readonly organisations: readonly string[];
  readonly measures: readonly string[];
  readonly fields: readonly string[];
  readonly sections: readonly SectionRow[];
  readonly rights: readonly string[];
  readonly commands: readonly (DisclosedCommand | Retirement)[];
  readonly digest: string;
}

/** In the order of the content's text. */
export const contentColumns = [
  ['operation', 'text'],
  ['document', 'text'],
  ['organisations', 'text[]'],
  ['measures', 'text[]'],
  ['fields', 'text[]'],
  ['sections', 'jsonb'],
  ['rights', 'text[]'],
  ['commands', 'jsonb'],
  ['digest', 'text'],
] as const satisfies readonly (readonly [keyof Content, string])[];

/** A JSON list, without the fields: what stands before them, and after. */
export function contentTexts(content: Content): readonly [string, string] {
  const { commands, digest, document, measures, operation, organisations, rights, sections } = content;
  const json = JSON.stringify;
  const about = `${json(operation)},${json(document)},${json(organisations)},${json(measures)}`;
  const done = commands.length === 0 ? '[]' : canonicalJson(commands);
  return [`[${about},`, `,${json(sections)},${json(rights)},${done},${json(digest)}]`];
}

/** The fields come in by their own digest: they are the same in all answers to a document. */
export function contentDigest(algorithm: HashAlgorithm, content: Content): string {
  const [before, after] = contentTexts(content);
  const fields = `"${contentHash(algorithm, 'list', JSON.stringify(content.fields))}"`;
  return contentHash(algorithm, 'content', `${before}${fields}${after}`);
}
