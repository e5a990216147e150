import type { Execution } from '../gateway/federation.ts';
import { startGraphqlServer, type GraphqlServer } from '../gateway/graphql-server.ts';
import { requestFor } from './support/asking-servers.ts';
import { seenBy } from './support/compared.ts';
import { openTestDatabase } from './support/database.ts';
import { clean, openStage, whole } from './support/eligibility-stage.ts';
import { silent } from './support/gateway.ts';
import { record } from './support/green-channel-evidence.ts';
import { madeUpBackend, type Faults } from './support/made-up-answers.ts';
import { sdls, shapes } from './support/shapes.ts';

const sound: Faults = { seed: 7, nulls: 0, errors: 0, lies: 0 };

describe.each<Execution>(['apollo', 'compiled'])('what a client calls a field is its own matter: %s', (execution) => {
  let faults = sound;
  let server: GraphqlServer;
  beforeAll(async () => {
    server = await startGraphqlServer({
      supergraphSdl: shapes.supergraphSdl,
      backendOf: ({ name }) => madeUpBackend(sdls[name]!, () => faults),
      access: null,
      execution,
      log: silent,
      now: () => 0,
      plugins: [],
      maxTokens: 100_000,
    });
  });
  beforeEach(() => {
    faults = sound;
  });
  afterAll(() => server.server.stop());

  const seen = (query: string) => seenBy(server.server, { query, variables: {} }, requestFor());

  /** `OURS` stands for the name under test; the same under a name that nothing else has is what is right. */
  test.each([
    ['a key, by a field beside it', 'id', '{ every { OURS: label stock } }'],
    ['a key, by a field of another subgraph', 'id', '{ every { OURS: stock store { opensAt } discount } }'],
    ['a key, by an object', 'id', '{ every { OURS: store { code: opensAt } label } }'],
    ['a key of several parts', 'region', '{ stores { OURS: opensAt phone } }'],
    ['a part of a key, inside it', 'name', '{ stores { region { OURS: __typename } phone } }'],
    ['a key of an interface object', 'id', '{ best { OURS: title reviews { stars } } }'],
    ['a required field', 'label', '{ every { OURS: kind discount(years: 2) } }'],
    ['a required field, by one of another subgraph', 'price', '{ every { OURS: stock discount } }'],
    ['the type', '__typename', '{ every { OURS: label stock } found { ... on Item { OURS: label store { code } } } }'],
    ['a name that plans make up', 'id__alias_0', '{ every { OURS: label id: price stock } }'],
    [
      'a property of every object',
      '__proto__',
      '{ every { OURS: store { constructor: code } toString: price discount } }',
    ],
    ['fields of different types', '__proto__', '{ found { ... on Item { OURS: label } ... on Owner { OURS: name } } }'],
  ])('%s', async (_, name, query) => {
    for (const errors of [0, 300]) {
      faults = { ...sound, errors };
      const neutral = await seen(query.replaceAll('OURS', 'zz'));
      expect(neutral).not.toMatchObject({ data: 'none' });
      const expected = (text: string) => text.replaceAll('"zz"', JSON.stringify(name));
      const found = await seen(query.replaceAll('OURS', name));
      expect(sorted(found.data)).toEqual(sorted(expected(neutral.data)));
      expect(found.errors.toSorted()).toEqual(neutral.errors.map(expected).toSorted());
    }
  });
});

/** Entries come ordered by their names, and a name was changed. */
function sorted(data: string): unknown {
  const order = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    const all = value.map(order);
    const isEntries = all.every((one) => Array.isArray(one) && typeof one[0] === 'string');
    return isEntries ? all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : all;
  };
  return order(JSON.parse(data));
}

describe('a verdict rests on what departments say, whatever the client calls its fields', () => {
  const code = '91510904MAXXXX015M';
  const verdict = 'greenChannel(matter: "SP-001") { verdict reasons { kind record { id department } } }';

  test.each([
    ['stateTax: court { source { department } }', { source: { department: 'court' } }],
    ['stateTax { recordsOnFile: source { state } }', { recordsOnFile: { state: 'ANSWERED' } }],
    ['stateTax { source { state: department } }', { source: { state: 'state-tax' } }],
    ['stateTax: status', undefined],
    ['establishedOn: status', undefined],
    ['creditCode: status', undefined],
  ])('%s', async (asked, shown) => {
    const said = clean();
    said.sections['state-tax'] = { ...whole('state-tax'), creditRecords: [record()] };
    await using database = await openTestDatabase();
    await using stage = await openStage(database, said);
    const ask = async (fields: string) => {
      const { data, errors } = await stage.ask(`{ organisation(creditCode: "${code}") { ${fields} } }`);
      expect(errors).toEqual([]);
      return data!['organisation'] as unknown as Record<string, unknown>;
    };
    const { greenChannel, status } = await ask(`status ${verdict}`);
    expect(greenChannel).toMatchObject({ verdict: 'NOT_ELIGIBLE', reasons: [{ kind: 'RECORD_IN_WINDOW' }] });
    const key = /^\w+/.exec(asked)![0];
    expect(await ask(`${asked} ${verdict}`)).toEqual({ [key]: shown ?? status, greenChannel });
  });
});
