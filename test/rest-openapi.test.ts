import { faultsOf, referencesIn, resolve } from './support/json-schema.ts';
import { openRestStage, type RestStage } from './support/rest.ts';

type Json = Record<string, unknown>;
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Record<string, { readonly content: { readonly 'application/json': { readonly schema: Json } } }>;
}

let stage: RestStage;
let described: Json & { paths: Record<string, Record<string, Operation>> };
beforeAll(async () => {
  stage = await openRestStage();
  const response = await fetch(`${stage.url}/api/openapi.json`);
  expect(response.status).toBe(200);
  described = (await response.json()) as typeof described;
});
afterAll(() => stage[Symbol.asyncDispose]());

const operation = (method: string, path: string) => described.paths[path]![method]!;
const schemaOf = ({ responses }: Operation, status = 200) => responses[status]!.content['application/json'].schema;
const verdict = '/api/green-channel/{creditCode}';
const decisions = '/api/green-channel/{creditCode}/decisions';
const shown = '/api/green-channel/decisions/{receipt}';

test('the OpenAPI document is had without a token, is of version 3.0, and every reference in it resolves', () => {
  expect(described['openapi']).toBe('3.0.3');
  expect(Object.keys(described.paths).sort()).toEqual([decisions, shown, verdict].sort());
  const references = referencesIn(described);
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) resolve(reference, described);
  const operations = Object.values(described.paths).flatMap((path) => Object.values(path));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(3);
});

test('every name in a path is a required parameter of it, and the matter one of the query', () => {
  for (const [path, methods] of Object.entries(described.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(methods))
      expect(parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name)).toEqual(names);
  }
  expect(operation('get', verdict).parameters).toContainEqual(
    expect.objectContaining({ name: 'matter', in: 'query', required: true }),
  );
});

test('what each verdict means is said, in both languages', () => {
  const { properties } = resolve('#/components/schemas/GreenChannel', described) as {
    properties: Record<string, { description: string }>;
  };
  expect(properties['verdict']!.description).toMatch(/- UNDETERMINED: .*不能认定.* \/ cannot be told/);
});

test.each(['9151090420599001XY', '91510904MAXXXX015M', '915109042059900797'])(
  'real answers about %s are what is described, field by field',
  async (code) => {
    const asked = await stage.call(`/api/green-channel/${code}?matter=SP-001`);
    expect(asked.status).toBe(200);
    expect(faultsIn(asked.body, operation('get', verdict))).toEqual([]);
    const taken = await stage.post(`/api/green-channel/${code}/decisions`, { idempotencyKey: code, matter: 'SP-001' });
    expect(taken.status).toBe(200);
    expect(faultsIn(taken.body, operation('post', decisions))).toEqual([]);
    const again = await stage.call(`/api/green-channel/decisions/${String(taken.body['receipt'])}`);
    expect(faultsIn(again.body, operation('get', shown))).toEqual([]);
  },
);

test('a refusal has what is described of one; the checker finds what is not', async () => {
  const { body, status } = await stage.call('/api/green-channel/1?matter=SP-001');
  const schema = schemaOf(operation('get', verdict), status) as { allOf: Json[] };
  for (const part of schema.allOf) expect(withoutFacts(faultsOf(body, part, described))).toEqual([]);
  expect(faultsIn({ verdict: 'PERHAPS', on: null }, operation('get', verdict))).toEqual(
    expect.arrayContaining(['$.verdict: PERHAPS', '$.on: null', '$.matter: missing']),
  );
});

/** Errors carry facts of their code beside what all of them have. */
const withoutFacts = (faults: string[]) => faults.filter((fault) => !fault.endsWith(': undocumented'));
const faultsIn = (body: Json, described_: Operation) =>
  faultsOf(body, schemaOf(described_), described).filter(
    (fault) => !/^\$\.errors\[\d+\]\.\w+: undocumented$/.test(fault),
  );
