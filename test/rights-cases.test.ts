import { buildSchema } from 'graphql';
import type { Caller } from '../schema/caller.ts';
import { composeFolders } from '../schema/compose-checked.ts';
import { answerAnything } from './support/answer-anything.ts';
import { register } from './support/small-folders.ts';

/** Things of two types, of which an analyst sees one and an operator the other, and some of both. */
const things = {
  name: 'things',
  role: 'capability' as const,
  sdl: `
    extend type Query {
      "物 / a thing"
      thing("秘 / secret" secret: Int @access(level: RESTRICTED, rights: ["operations"])): Thing @access(level: PUBLIC)
      "物 / things"
      things: [Thing!] @access(level: PUBLIC)
      "任一 / any"
      any: [Any!] @access(level: PUBLIC)
      "原型 / named as what every object has"
      constructor: String @access(level: SHARED)
      "原型 / likewise"
      toString: String @access(level: PUBLIC)
      "采购 / for procurement only"
      bids: String @access(level: SHARED, purposes: ["PROCUREMENT", "INVESTIGATION"])
    }
    "物 / thing"
    interface Thing @access(level: PUBLIC) {
      "名 / name"
      name: String
      "值 / value"
      value: Int
      "另一 / another"
      other: Thing
    }
    "工具 / tool"
    type Tool implements Thing @access(level: PUBLIC) {
      "名 / name"
      name: String
      "值 / value"
      value: Int @access(level: SHARED)
      "另一 / another"
      other: Thing
      "刃 / edge"
      edge: String @access(level: RESTRICTED, rights: ["operations"])
    }
    "书 / book"
    type Volume implements Thing @access(level: PUBLIC) {
      "名 / name"
      name: String
      "值 / value"
      value: Int @access(level: RESTRICTED, rights: ["operations"])
      "另一 / another"
      other: Thing
      "页 / pages"
      pages: Int @access(level: SHARED)
      "种 / kind"
      kind: String
    }
    "任一 / either"
    union Any @access(level: PUBLIC) = Tool | Volume`,
};
const { apiSdl, supergraphSdl } = composeFolders([register, things]);
const schema = buildSchema(apiSdl);
const gateway = answerAnything(supergraphSdl, schema);
const analyst: Caller = { id: 'a', role: 'analyst' };
const operator: Caller = { id: 'o', role: 'operator' };
const own = '9151090420599001XY';
const representative: Caller = { id: 'r', role: 'representative', creditCode: own as never };
const test_ = { code: 'DEVELOPMENT_TEST', case: null };

/** What is answered, and what is said to be withheld where. */
async function ask(caller: Caller | null, query: string, variables = {}, purpose = test_) {
  const { data, errors = [] } = await gateway.ask(query, { caller, purpose }, variables);
  const withheld = errors.map(({ extensions }) => `${extensions.at}: ${extensions.field}`);
  return { data: JSON.parse(JSON.stringify(data)) as unknown, withheld };
}

describe('what is withheld does not come', () => {
  // Tool stands first among the types of a thing.
  test('through an interface, whose field is given of one type and not of another', async () => {
    expect(await ask(analyst, '{ thing { name value } }')).toEqual({
      data: { thing: { name: 'text', value: 1 } },
      withheld: [],
    });
    expect(await ask(operator, '{ thing { name value } }')).toEqual({
      data: { thing: { name: 'text', value: null } },
      withheld: ['thing.value: Tool.value'],
    });
  });

  test('through a fragment on an interface, or on a union, or on a type of it', async () => {
    const query = `{ any { ... on Thing { value } ...T ... on Volume { pages } } } fragment T on Tool { edge }`;
    expect(await ask(operator, query)).toEqual({
      data: { any: [{ value: null, edge: 'text' }] },
      withheld: ['any.*.value: Tool.value'],
    });
    expect(await ask(analyst, query)).toEqual({
      data: { any: [{ value: 1, edge: null }] },
      withheld: ['any.*.edge: Tool.edge'],
    });
  });

  test('through nested fragments that narrow a type step by step', async () => {
    const query =
      '{ any { ...A } } fragment A on Any { ...B } fragment B on Thing { ... on Thing { ...C } } fragment C on Tool { edge name }';
    expect(await ask(analyst, query)).toEqual({
      data: { any: [{ edge: null, name: 'text' }] },
      withheld: ['any.*.edge: Tool.edge'],
    });
  });

  test('under another name, nor by merging with a selection that may be asked', async () => {
    const query = `{ thing { edge: name ... on Tool { name: name e: edge } other { ... on Tool { edge } } other { name } } }`;
    expect(await ask(analyst, query)).toEqual({
      data: { thing: { edge: 'text', name: 'text', e: null, other: { edge: null, name: 'text' } } },
      withheld: ['thing.e: Tool.edge', 'thing.other.edge: Tool.edge'],
    });
  });

  test('where the same field is merged from two places: one refusal, and nothing of it', async () => {
    const query = '{ thing { ... on Tool { edge } ...F } } fragment F on Tool { edge name }';
    expect(await ask(analyst, query)).toEqual({
      data: { thing: { edge: null, name: 'text' } },
      withheld: ['thing.edge: Tool.edge'],
    });
  });

  test('with an argument that is not for everybody', async () => {
    expect(await ask(analyst, '{ thing(secret: 1) { name } }')).toEqual({
      data: { thing: null },
      withheld: ['thing: Query.thing'],
    });
    expect(await ask(operator, '{ thing(secret: 1) { name } }')).toMatchObject({ withheld: [] });
  });

  test('under a name that every object has', async () => {
    expect(await ask(operator, '{ constructor toString __proto__: constructor }')).toEqual({
      data: JSON.parse('{"constructor": null, "toString": "text", "__proto__": null}') as unknown,
      withheld: ['constructor: Query.constructor', '__proto__: Query.constructor'],
    });
    expect(await ask(analyst, '{ hasOwnProperty: constructor toString }')).toEqual({
      data: { hasOwnProperty: 'text', toString: 'text' },
      withheld: [],
    });
  });
});

describe('conditions stay what they are:', () => {
  const query = `query ($yes: Boolean!, $no: Boolean = false) { thing {
    name @skip(if: $yes) ... on Tool @include(if: $no) { edge } ... on Tool { e: edge @include(if: $yes) value @skip(if: $no) } } }`;
  test('what is not asked under them is neither answered nor refused', async () => {
    expect(await ask(analyst, query, { yes: true })).toEqual({
      data: { thing: { e: null, value: 1 } },
      withheld: ['thing.e: Tool.edge'],
    });
    expect(await ask(analyst, query, { yes: false, no: true })).toEqual({
      data: { thing: { name: 'text', edge: null } },
      withheld: ['thing.edge: Tool.edge'],
    });
  });
});

describe('what is asked', () => {
  beforeEach(() => {
    gateway.documents.length = 0;
  });

  test('is nothing, when nothing may be asked', async () => {
    expect(await ask(operator, '{ constructor }')).toEqual({
      data: { constructor: null },
      withheld: ['constructor: Query.constructor'],
    });
    expect(gateway.documents).toEqual([]);
  });

  test('is planned as a document of its own, which callers share who are given the same', async () => {
    const query = '{ thing { name ... on Tool { edge } } }';
    await ask(operator, query);
    await ask(analyst, query);
    await ask({ id: 'c', role: 'clerk' }, query);
    await ask({ id: 'k', role: 'officer', department: 'court' }, query);
    const [whole, ...without] = gateway.documents;
    expect(new Set(without).size).toBe(1);
    expect(without[0]).not.toBe(whole);
  });

  test('is, of an object of which nothing is given, whether it is there', async () => {
    expect(await ask(analyst, '{ thing { ... on Tool { edge } } }')).toMatchObject({ data: { thing: { edge: null } } });
    expect(gateway.documents).toHaveLength(1);
  });

  test('is the same when fragments double at every step', async () => {
    const doubled = Array.from({ length: 8 }, (_, at) => `fragment F${at} on Tool { ...F${at + 1} ...F${at + 1} }`);
    const query = `{ any { ...F0 } } ${doubled.join(' ')} fragment F8 on Tool { name edge }`;
    expect(await ask(analyst, query)).toEqual({
      data: { any: [{ name: 'text', edge: null }] },
      withheld: ['any.*.edge: Tool.edge'],
    });
  });
});

describe('a purpose', () => {
  test('that a field is not given for withholds it, and says for which it is', async () => {
    const { errors } = await gateway.ask('{ bids }', { caller: analyst, purpose: test_ });
    expect(errors?.map(({ extensions }) => extensions.missing)).toEqual([
      { purposes: ['PROCUREMENT', 'INVESTIGATION'] },
    ]);
    expect(await ask(analyst, '{ bids }', {}, { code: 'PROCUREMENT', case: null })).toEqual({
      data: { bids: 'text' },
      withheld: [],
    });
  });

  test('does not take the place of a right', async () => {
    expect(await ask(operator, '{ bids }', {}, { code: 'PROCUREMENT', case: null })).toMatchObject({
      data: { bids: null },
    });
  });
});

describe('a representative', () => {
  test.each<[string, string, object]>([
    ['its own organisation', `{ organisation(creditCode: "${own}") { name } }`, {}],
    ['its own, written another way', '{ organisation(creditCode: "91510904 2059 9001 xy") { name } }', {}],
    ['its own, in a variable', 'query ($c: CreditCode!) { organisation(creditCode: $c) { name } }', { c: own }],
    ['its own, by default', `query ($c: CreditCode! = "${own}") { organisation(creditCode: $c) { name } }`, {}],
    ['its own, in a list', 'query ($c: [CreditCode!]!) { organisations(creditCodes: $c) { name } }', { c: [own] }],
  ])('is answered about %s', async (_, query, variables) => {
    expect((await ask(representative, query, variables)).withheld).toEqual([]);
  });

  test.each<[string, string, object]>([
    ['another', '{ organisation(creditCode: "91510904MAXXXX015M") { name } }', {}],
    [
      'another in a variable',
      'query ($c: CreditCode!) { organisation(creditCode: $c) { name } }',
      { c: '91510904MAXXXX015M' },
    ],
    [
      'another, by default',
      'query ($c: CreditCode! = "91510904MAXXXX015M") { organisation(creditCode: $c) { name } }',
      {},
    ],
    [
      'another beside its own',
      `{ organisation: organisations(creditCodes: ["${own}", "91510904MAXXXX015M"]) { name } }`,
      {},
    ],
    ['nobody', '{ organisation: organisations(creditCodes: []) { name } }', {}],
    ['garbage', '{ organisation(creditCode: "x") { name } }', {}],
    [
      'another in a fragment',
      '{ ...F } fragment F on Query { organisation(creditCode: "91510904MAXXXX015M") { name } }',
      {},
    ],
    ['nobody in particular', '{ organisation: toString }', {}],
  ])('is not answered about %s', async (_, query, variables) => {
    const { data, withheld } = await ask(representative, query, variables);
    expect([data, withheld.length]).toEqual([{ organisation: null }, 1]);
  });
});

describe('introspection', () => {
  const fieldsOf = async (caller: Caller, type: string) => {
    const { data } = await ask(
      caller,
      `{ __type(name: "${type}") { fields { name args { name } } possibleTypes { name } } }`,
    );
    return (data as { __type: { fields: { name: string; args: { name: string }[] }[] | null } | null }).__type;
  };

  test('shows the fields and arguments that the caller may ask', async () => {
    expect((await fieldsOf(analyst, 'Tool'))!.fields!.map(({ name }) => name)).toEqual(['name', 'value', 'other']);
    expect((await fieldsOf(operator, 'Tool'))!.fields!.map(({ name }) => name)).toEqual(['name', 'other', 'edge']);
    const thingOf = async (caller: Caller) =>
      (await fieldsOf(caller, 'Query'))!.fields!.find(({ name }) => name === 'thing')!.args;
    expect([await thingOf(analyst), await thingOf(operator)]).toEqual([[], [{ name: 'secret' }]]);
  });

  test('comes beside data, in the order and under the names of the query', async () => {
    const query = `query ($t: String!) { a: __typename s: __schema { queryType { name } } thing { name } ...F }
      fragment F on Query { t: __type(name: $t) { ...N } constructor } fragment N on __Type { name }`;
    const { data, withheld } = await ask(operator, query, { t: 'Tool' });
    expect(JSON.stringify(data)).toBe(
      '{"a":"Query","s":{"queryType":{"name":"Query"}},"thing":{"name":"text"},"t":{"name":"Tool"},"constructor":null}',
    );
    expect(withheld).toEqual(['constructor: Query.constructor']);
  });

  test('leaves out the types to which nothing that is shown leads', async () => {
    const { data } = await ask(operator, '{ __schema { types { name } mutationType { name } } }');
    const names = (data as { __schema: { types: { name: string }[] } }).__schema.types.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Thing', 'Tool', 'Volume', 'Any']));
    expect(names).not.toContain('DepartmentSection');
    expect(names.filter((name) => /access|join|link/.test(name))).toEqual([]);
  });
});
