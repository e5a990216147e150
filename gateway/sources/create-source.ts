import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { ClientRequest, Context } from '../client-request.ts';
import type { PlannedFetch, Subgraph } from '../execution/run.ts';
import { askInParts } from './ask-in-parts.ts';
import type { Answer, Backend, Fetch } from './backend.ts';
import { readFetchDocument, type FetchDocument } from './fetch-document.ts';
import { createJoinedBackend } from './joined-backend.ts';
import type { FetchSchema } from './fetch-schema.ts';
import { withoutSections } from './over-budget.ts';
import { repairAnswer } from './repair.ts';
import { answerUnreachable, type Silence } from './unreachable.ts';

export interface SourceParts {
  readonly name: string;
  readonly backend: Backend;
  /** Known once the supergraph is loaded, which is after its sources are made. */
  readonly fetchSchema: () => FetchSchema;
  readonly silence: Silence;
  readonly log: Logger;
}

interface Asking {
  readonly document: FetchDocument;
  readonly request: ClientRequest;
  readonly by: Backend;
}

/** Plans are cached, so the texts of their fetches repeat: parsed once, bounded by their length. */
const keptCharacters = 8 * 1024 * 1024;

/**
 * Organisations in one call. What comes from outside is read and checked in one go; here, where nothing is, departments'
 * connectors see all of a batch together.
 */
const mostAtOnce = { elsewhere: 200, here: 1000 };

/** For the library's execution, which writes into what it is given, and for our own, which does not. */
export interface Source extends GraphQLDataSource<Context>, Subgraph {}

/** A subgraph as the query plan asks it. Whatever happens behind it, each section that was asked for is answered. */
export function createSource(parts: SourceParts): Source {
  const { backend, fetchSchema, log, name, silence } = parts;
  const most = backend.checked ? mostAtOnce.elsewhere : mostAtOnce.here;
  const joining = createJoinedBackend(backend, most);
  const documents = new LRUCache<string, FetchDocument>({
    maxSize: keptCharacters,
    sizeCalculation: (_, text) => text.length,
  });
  const read = (query: string, operationName: string | undefined): FetchDocument => {
    const known = documents.get(query);
    if (known !== undefined) return known;
    const document = readFetchDocument(query, operationName, fetchSchema());
    documents.set(query, document);
    return document;
  };
  return {
    name,
    async process(options) {
      if (!('incomingRequestContext' in options)) return { data: {} };
      const { request } = options.context;
      if (request.planOnly) return { data: {} };
      const { query = '', variables = {}, operationName } = options.request;
      const { data, errors } = await ask({ query, operationName, variables }, request, backend);
      return { data: data ?? null, ...(errors === undefined ? {} : { errors: errors as GraphQLFormattedError[] }) };
    },
    answer: (fetch, request) =>
      backend.checked ? askInParts(fetch, most, (part) => ask(part, request, joining)) : ask(fetch, request, joining),
  };

  async function ask(planned: PlannedFetch, request: ClientRequest, by: Backend): Promise<Answer> {
    const document = read(planned.query, planned.operationName);
    const fetch: Fetch = { ...planned, document: document.document, asks: document.asks };
    const answer = await askSurely(fetch, { document, request, by });
    const warnings: unknown = answer.extensions?.warnings;
    if (Array.isArray(warnings)) request.warnings.push(...(warnings as unknown[]));
    return answer;
  }

  async function askSurely(fetch: Fetch, { by, document, request }: Asking): Promise<Answer> {
    const unreachable = () => answerUnreachable(fetch, fetchSchema(), silenceFor(request));
    try {
      const answer = await askWithinBudget(fetch, { by, document, request });
      const { checked } = backend;
      return repairAnswer(answer, { fetch, read: document, fetchSchema: fetchSchema(), checked, unreachable });
    } catch (error) {
      log.warn({ requestId: request.requestId, subgraph: name, err: error }, 'a subgraph gave no usable answer');
      return unreachable();
    }
  }

  /** A fetch that is not about known organisations is asked as it is: only a merged register answers sections there. */
  async function askWithinBudget(fetch: Fetch, { by, document, request }: Asking): Promise<Answer> {
    const { overBudget } = request;
    const { entities } = document;
    if (overBudget === undefined || overBudget.size === 0 || entities === null) return await by.execute(fetch, request);
    const left = withoutSections(fetch, new Set(overBudget.keys()), fetchSchema());
    if (left !== null) return await by.execute(left, request);
    const representations = fetch.variables.representations as readonly unknown[];
    return { data: { [entities.key]: representations.map(() => ({})) } };
  }

  function silenceFor({ overBudget }: ClientRequest): Silence {
    if (overBudget === undefined) return silence;
    return { ...silence, department: (department) => overBudget.get(department) ?? silence.department(department) };
  }
}
