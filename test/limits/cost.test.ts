import { buildSchema, getOperationAST, parse, print } from 'graphql';
import { readCost } from '../../gateway/limits/operation-cost.ts';
import { readProtection } from '../../gateway/limits/protection-settings.ts';
import { readRequirements } from '../../gateway/limits/requirements.ts';
import { createFetchSchema } from '../../gateway/sources/fetch-schema.ts';

const api = buildSchema(`
  interface DepartmentSection { source: String }
  type Query {
    organisation(creditCode: ID!): Organisation
    organisations(creditCodes: [ID!]!): [Organisation]!
    search(name: String, first: Int! = 20, kinds: [String!]): Connection
    departments: [Department!]!
    either: Either
  }
  type Mutation { initiate(input: String): Organisation  ping: String }
  type Connection { edges: [Edge!]  totalCount: Int }
  type Edge { node: Organisation }
  type Department { name: String }
  union Either = Organisation | Department
  type Organisation { creditCode: ID  court: CourtSection  stateTax: StateTaxSection  verdict: Verdict  record: Verdict  parent: Organisation }
  type Verdict { text: String }
  type Record { id: ID  owners(first: Int): [Organisation] }
  type CourtSection implements DepartmentSection { source: String  records: [Record!]  last(first: Int = 3): [Record!] }
  type StateTaxSection implements DepartmentSection { source: String }
`);
const settings = readProtection({ COST_WEIGHT_STATE_TAX: '5', COST_MUTATION: '7', COST_LIST: '9' }, [], false).cost;
const requirements = readRequirements(
  'type Organisation { verdict: Verdict @join__field(graph: A, requires: "court { source } parent { stateTax { source } }")' +
    ' record: Verdict @join__field(graph: B, requires: "court { source } stateTax { source }") }',
);

function cost(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const tariff = { ...createFetchSchema(api, 'type Query'), requirements, settings };
  const { sections, total } = readCost(document, getOperationAST(document)!, tariff)(variables);
  return [total, Object.fromEntries(sections)];
}

describe('an operation costs', () => {
  test.each<[string, string, Record<string, unknown>, number, Record<string, number>]>([
    ['nothing for what needs nobody', '{ __typename }', {}, 0, {}],
    ['one for an organisation', '{ organisation(creditCode: "A") { creditCode } }', {}, 1, {}],
    [
      "a department's weight for its section, and nothing for what stands in it",
      '{ organisation(creditCode: "A") { court { records { id } } stateTax { source } } }',
      {},
      7,
      { court: 1, 'state-tax': 1 },
    ],
    [
      'one for each code of a list',
      '{ organisations(creditCodes: ["A", "B", "C"]) { court { source } } }',
      {},
      6,
      { court: 3 },
    ],
    [
      'one for each code of a variable',
      'query ($c: [ID!]!) { organisations(creditCodes: $c) { stateTax { source } } }',
      { c: ['A', 'B'] },
      12,
      { 'state-tax': 2 },
    ],
    ['one for a code that stands alone', '{ organisations(creditCodes: "A") { creditCode } }', {}, 1, {}],
    [
      'as many as the default of a variable',
      'query ($c: [ID!]! = ["A", "B"]) { organisations(creditCodes: $c) { creditCode } }',
      {},
      2,
      {},
    ],
    [
      'a page by its size',
      '{ search(first: 50) { edges { node { court { source } } } totalCount } }',
      {},
      151,
      { court: 50 },
    ],
    ['a page by its usual size', '{ search { edges { node { creditCode } } } }', {}, 41, {}],
    [
      'a page by a variable',
      'query ($n: Int!) { search(first: $n) { edges { node { creditCode } } } }',
      { n: 5 },
      11,
      {},
    ],
    [
      'a filter by no length of its',
      '{ search(first: 2, kinds: ["a", "b", "c"]) { edges { node { creditCode } } } }',
      {},
      5,
      {},
    ],
    ['a list of unsaid length as configured', '{ departments { name } }', {}, 9, {}],
    [
      'pages within each other, multiplied, also inside of a section',
      '{ search(first: 10) { edges { node { court { last { owners(first: 4) { stateTax { source } } } } } } } }',
      {},
      1 + 10 + 10 + 10 + 10 * 3 * 4 * 5,
      { court: 10, 'state-tax': 120 },
    ],
    [
      'what a field stands on',
      '{ organisation(creditCode: "A") { verdict { text } } }',
      {},
      1 + 1 + 1 + 1 + 5,
      { court: 1, 'state-tax': 1 },
    ],
    [
      'once what several fields stand on, however often they are asked',
      '{ organisation(creditCode: "A") { a: record { text } b: record { text } verdict { text } } }',
      {},
      1 + 3 + 1 + 5 + 1 + 5,
      { court: 1, 'state-tax': 2 },
    ],
    [
      'nothing for what only a skipped field stands on',
      '{ organisation(creditCode: "A") { record @skip(if: true) { text } } }',
      {},
      1,
      {},
    ],
    ['commands as configured', 'mutation { a: ping b: ping }', {}, 14, {}],
    [
      'once what is written twice, in fragments too',
      '{ organisation(creditCode: "A") { ...F court { source } ... { court { records { id } } } } } fragment F on Organisation { court { source } }',
      {},
      2,
      { court: 1 },
    ],
    [
      'twice what is asked under two names',
      '{ organisation(creditCode: "A") { a: court { source } b: court { source } } }',
      {},
      3,
      { court: 2 },
    ],
    [
      'what each member of a union costs',
      '{ either { ... on Organisation { x: court { source } } ... on Department { x: name } } }',
      {},
      2,
      { court: 1 },
    ],
    [
      'introspection as configured, each time',
      '{ a: __schema { types { name } } b: __type(name: "A") { name } }',
      {},
      2000,
      {},
    ],
  ])('%s', (_, query, variables, total, sections) => {
    expect(cost(query, variables)).toEqual([total, sections]);
  });

  test.each([
    [{ no: true }, 1, {}],
    [{ no: false }, 2, { court: 1 }],
    [{}, 2, { court: 1 }],
  ])('nothing for what is skipped under %j', (variables, total, sections) => {
    const query = 'query ($no: Boolean = false) { organisation(creditCode: "A") { court @skip(if: $no) { source } } }';
    expect(cost(query, variables)).toEqual([total, sections]);
  });

  test('no less for a variable named like a property of every object', () => {
    const query = 'query ($constructor: Int) { search(first: $constructor) { edges { node { creditCode } } } }';
    expect(cost(query)).toEqual([41, {}]);
    expect(cost(query, JSON.parse('{"__proto__": {"constructor": 1}}') as Record<string, unknown>)).toEqual([41, {}]);
  });

  test('no less for a page below nothing, and a number for one without end', () => {
    expect(cost('query ($n: Int!) { search(first: $n) { edges { node { creditCode } } } }', { n: -5 })).toEqual([
      41,
      {},
    ]);
    const deep =
      '{ search(first: 2147483647) { edges { node { court { last(first: 2147483647) { owners(first: 2147483647) { court { source } } } } } } } }';
    expect(cost(deep)[0]).toBe(Number.MAX_SAFE_INTEGER);
  });
});

test('what a field stands on is read from the supergraph', () => {
  const requirements = readRequirements(`
    type Organisation @join__type(graph: A) {
      court: CourtSection @join__field(graph: A)
      verdict: Verdict @join__field(graph: B, requires: "court { source } ... on Organisation { stateTax { source } }")
    }
    type Verdict { text: String @join__field(graph: A, external: true) @join__field(graph: B, requires: "id") }`);
  const texts = [...requirements].map(([field, set]) => [field, print(set).replaceAll(/\s+/g, ' ')]);
  expect(texts).toEqual([
    ['Organisation.verdict', '{ court { source } ... on Organisation { stateTax { source } } }'],
    ['Verdict.text', '{ id }'],
  ]);
});
