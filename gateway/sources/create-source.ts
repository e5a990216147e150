import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { ClientRequest, Context } from '../client-request.ts';
import type { Answer, Backend, Fetch } from './backend.ts';
import { readFetchDocument, type FetchDocument } from './fetch-document.ts';
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

/** Plans are cached, so the texts of their fetches repeat: parsed once, bounded by their length. */
const keptCharacters = 8 * 1024 * 1024;

/** A subgraph as the query plan asks it. Whatever happens behind it, each section that was asked for is answered. */
export function createSource(parts: SourceParts): GraphQLDataSource<Context> {
  const { backend, fetchSchema, log, name, silence } = parts;
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
    async process(options) {
      if (!('incomingRequestContext' in options)) return { data: {} };
      const { request } = options.context;
      if (request.planOnly) return { data: {} };
      const { query = '', variables = {}, operationName } = options.request;
      const document = read(query, operationName);
      const fetch: Fetch = { query, document: document.document, variables, operationName };
      const { data, errors, extensions } = await ask(fetch, document, request);
      if (Array.isArray(extensions?.warnings)) request.warnings.push(...(extensions.warnings as unknown[]));
      return { data: data ?? null, ...(errors === undefined ? {} : { errors: errors as GraphQLFormattedError[] }) };
    },
  };

  async function ask(fetch: Fetch, document: FetchDocument, request: ClientRequest): Promise<Answer> {
    const unreachable = () => answerUnreachable(fetch, fetchSchema(), silenceFor(request));
    try {
      const answer = await askWithinBudget(fetch, document, request);
      const around = { schema: fetchSchema().schema, variables: { ...document.defaults, ...fetch.variables } };
      return repairAnswer(answer, {
        fetch,
        read: document,
        around,
        fetchSchema: fetchSchema(),
        checked: backend.checked,
        unreachable,
      });
    } catch (error) {
      log.warn({ requestId: request.requestId, subgraph: name, err: error }, 'a subgraph gave no usable answer');
      return unreachable();
    }
  }

  /** A fetch that is not about known organisations is asked as it is: only a merged register answers sections there. */
  async function askWithinBudget(fetch: Fetch, { entities }: FetchDocument, request: ClientRequest): Promise<Answer> {
    const { overBudget } = request;
    if (overBudget === undefined || overBudget.size === 0 || entities === null)
      return await backend.execute(fetch, request);
    const left = withoutSections(fetch, new Set(overBudget.keys()), fetchSchema());
    if (left !== null) return await backend.execute(left, request);
    const representations = fetch.variables.representations as readonly unknown[];
    return { data: { [entities.key]: representations.map(() => ({})) } };
  }

  function silenceFor({ overBudget }: ClientRequest): Silence {
    if (overBudget === undefined) return silence;
    return { ...silence, department: (department) => overBudget.get(department) ?? silence.department(department) };
  }
}
