import { LRUCache } from 'lru-cache';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { ChangeBus } from '../../schema/changes/change.ts';
import type { Access } from '../access/access.ts';
import { readOwners } from '../answers/field-owners.ts';
import type { Question } from '../answers/question.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Account } from '../disclosures/execute-accountably.ts';
import type { Subgraph } from '../execution/run.ts';
import { createRenamer } from '../execution/with-own-names.ts';
import { createFetchSchema, type FetchSchema } from '../sources/fetch-schema.ts';
import { askedAbout, createArrangements } from './arrangements.ts';
import { createFragments, type Start } from './fragments.ts';
import { keepFetches } from './keep-fetches.ts';
import { createLayoutReader, type Layout, type LayoutReader } from './layout.ts';
import { putTogether, type PutTogether } from './put-together.ts';
import { takePieces } from './take-pieces.ts';
import { createUses, type Uses } from './uses.ts';

export interface OpenFragmentsParts {
  readonly bus: ChangeBus;
  readonly access: Access | null;
  readonly maxBytes: number;
  readonly keptForMs: number;
  /** What is RESTRICTED is kept as well. */
  readonly restrictedToo: boolean;
  /** Milliseconds of the district's clock. */
  readonly now: () => number;
}

/** An answer without errors, warnings and silent sections, about organisations that its question names. */
export interface WholeAnswer {
  readonly question: Question;
  /** What rights make of whoever asks. */
  readonly rights: string;
  readonly request: ClientRequest;
  readonly data: unknown;
  readonly account: Account;
  readonly from: Start;
  readonly askedAtMs: number;
  readonly operationName: string | null;
  readonly document: string;
  readonly sections: ReadonlyMap<string, number>;
  /** Its extensions, without where sections came from. */
  readonly notices: Readonly<Record<string, unknown>>;
}

/** Fragments as a gateway keeps them. */
export interface OpenFragments {
  /** A subgraph that is asked only for what is not kept. */
  readonly around: (subgraph: Subgraph, fetchSchema: () => FetchSchema) => Subgraph;
  /** Reads schemas and operations, before anything is taken from their answers. */
  readonly load: (schema: GraphQLSchema, supergraphSdl: string) => void;
  readonly learn: (question: Question, document: DocumentNode, operation: OperationDefinitionNode) => void;
  readonly start: () => Start;
  readonly take: (answer: WholeAnswer) => void;
  /** The answer to a question, from what is kept; null: something is missing. */
  readonly answer: (question: Question, rights: string) => PutTogether | null;
  /** What of a request's answer came from fragments. */
  readonly usesOf: (request: ClientRequest) => Uses;
  readonly close: () => void;
}

const mostLayouts = 5000;
/** Whatever else an answer says may hold for it alone. */
const usualNotices: ReadonlySet<string> = new Set(['clock']);

export function openFragments({
  access,
  bus,
  keptForMs,
  maxBytes,
  now,
  restrictedToo,
}: OpenFragmentsParts): OpenFragments {
  const fragments = createFragments({ bus, maxBytes, now });
  const uses = createUses();
  const arrangements = createArrangements();
  const layouts = new LRUCache<string, { readonly layout: Layout | null }>({ max: mostLayouts });
  let read: LayoutReader = () => null;
  const askedBy = (question: Question) => {
    const layout = layouts.get(question.documentId)?.layout ?? null;
    const about = layout === null ? null : askedAbout(question, layout);
    return layout === null || about === null ? null : { layout, about };
  };
  return {
    around: (subgraph, fetchSchema) =>
      keepFetches(subgraph, fetchSchema, { fragments, uses, access, restrictedToo, keptForMs, now }),
    load(schema, supergraphSdl) {
      const layoutOf = createLayoutReader(readOwners(supergraphSdl), createFetchSchema(schema, supergraphSdl));
      const rename = createRenamer(supergraphSdl, schema);
      // What is asked under other names than the client's is found under none of its names.
      read = (document, operation) => (rename(document) === null ? layoutOf(document, operation) : null);
    },
    learn({ documentId }, document, operation) {
      if (!layouts.has(documentId)) layouts.set(documentId, { layout: read(document, operation) });
    },
    start: () => fragments.start(),
    take({ account, askedAtMs, data, document, from, notices, operationName, question, request, rights, sections }) {
      const asked = askedBy(question);
      if (asked === null || !Object.keys(notices).every((name) => usualNotices.has(name))) return;
      const { about, layout } = asked;
      const budgets = new Map([...sections].map(([department, count]) => [department, count / about.codes.length]));
      if (![...budgets.values()].every(Number.isInteger)) return;
      const { fields } = account;
      const given = { layout, operationName, document, fields, budgets, notices };
      const arrangement = arrangements.set(question, rights, about.others, given);
      const { untilMs } = uses.of(request);
      const taken = { data, codes: about.codes, sections: account.sections, arrangement, from, askedAtMs };
      takePieces({ ...taken, untilMs, keptForMs }, fragments.pieces);
    },
    answer(question, rights) {
      const asked = askedBy(question);
      if (asked === null) return null;
      const { codes, others } = asked.about;
      const arrangement = arrangements.get(question, rights, others);
      return arrangement === undefined ? null : putTogether(arrangement, codes, fragments.pieces);
    },
    usesOf: (request) => uses.of(request),
    close: () => fragments.close(),
  };
}
