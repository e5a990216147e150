import { parse, validate, type DocumentNode } from 'graphql';
import { setTimeout as pause } from 'node:timers/promises';
import type { Asking } from '../../schema/asking.ts';
import { createSeparator, type Sent } from './separate.ts';
import type { Host } from '../../subgraphs/host.ts';

type Subgraph = Host['subgraphs'][number];
type Variables = Readonly<Record<string, unknown>>;

const asking: Asking = {
  caller: { role: 'analyst', id: 'bench' },
  purpose: { code: 'DEVELOPMENT_TEST', case: null },
  levels: ['PUBLIC', 'SHARED'],
  rights: [],
  byGateway: true,
};
const code = /\b[0-9A-Z]{18}\b/g;

/**
 * Answers fetches to one subgraph, each organisation standing for one of the templates. What a template was told is
 * executed once for each text and kept as text; entities are put together from what was kept about each.
 */
export function createLeanAnswers(host: Host, subgraph: Subgraph, templates: readonly string[]) {
  const documents = new Map<string, DocumentNode>();
  const kept = new Map<string, Promise<string>>();
  const standsFor = (creditCode: string) =>
    templates[Number.parseInt(creditCode.slice(-5, -1), 36) % templates.length]!;

  /** JSON text of the data to a query about templates; asked again until every department had room for it. */
  function told({ operationName, query, variables }: Sent): Promise<string> {
    const key = JSON.stringify([query, operationName, variables]);
    const known = kept.get(key) ?? execute(query, operationName, variables);
    kept.set(key, known);
    return known;
  }

  async function execute(query: string, operationName: string | undefined, variables: Variables = {}): Promise<string> {
    const document = documents.get(query) ?? checked(subgraph, query);
    documents.set(query, document);
    const operation = { document, variables, ...(operationName == null ? {} : { operationName }) };
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const context = subgraph.createContext({ fresh: false, inBatch: false, requestId: 'bench', ...asking });
      const { data, errors } = await host.execute(subgraph, operation, context);
      if (errors === undefined || errors.length === 0) return JSON.stringify(data);
      if (!errors.every(({ extensions }) => String(extensions['code']).startsWith('DEPARTMENT_'))) throw errors[0]!;
      await pause(1200);
    }
    throw new Error(`${subgraph.name} had no room for the organisations that are measured`);
  }

  /** What is asked about one organisation, told about its template and put in its name. */
  async function about(creditCode: string, sent: Sent): Promise<string> {
    const template = standsFor(creditCode);
    const variables = JSON.parse(JSON.stringify(sent.variables).replaceAll(creditCode, template)) as Variables;
    return (await told({ ...sent, variables })).replaceAll(template, creditCode);
  }

  const separated = createSeparator();
  return async function answer(body: string): Promise<string> {
    const sent = JSON.parse(body) as Sent;
    const parts = separated(sent);
    if (parts === null) return `{"data":${await dataOf(sent)}}`;
    const texts = await Promise.all(parts.map(dataOf));
    return `{"data":{${texts.map((text) => text.slice(1, -1)).join(',')}}}`;
  };

  async function dataOf(sent: Sent): Promise<string> {
    const [list, codes] = Object.entries(sent.variables ?? {}).find(([, value]) => isList(value)) ?? ['', []];
    if (list === '') {
      const [creditCode] = JSON.stringify(sent.variables ?? {}).match(code) ?? [];
      return creditCode === undefined ? await told(sent) : await about(creditCode, sent);
    }
    const texts = await Promise.all(
      (codes as readonly unknown[]).map(async (one) => {
        const [creditCode = ''] = JSON.stringify(one).match(code) ?? [];
        return about(creditCode, { ...sent, variables: { ...sent.variables, [list]: [one] } });
      }),
    );
    return joined(texts);
  }
}

function checked({ name, schema }: Subgraph, query: string): DocumentNode {
  const document = parse(query);
  const [fault] = validate(schema, document);
  if (fault !== undefined) throw new Error(`${name} cannot be asked this: ${fault.message}`);
  return document;
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && new RegExp(code.source).test(JSON.stringify(value[0]));
}

/** `{"_entities":[a]}` and `{"_entities":[b]}` are `{"_entities":[a,b]}`. */
function joined(texts: readonly string[]): string {
  const opening = texts[0]!.indexOf('[') + 1;
  const items = texts.map((text) => text.slice(opening, -2));
  return `${texts[0]!.slice(0, opening)}${items.join(',')}]}`;
}
