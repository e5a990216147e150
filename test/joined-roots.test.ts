import { execute, parse, validate, buildSchema, type DocumentNode } from 'graphql';
import type { Answer, Backend, Fetch } from '../gateway/sources/backend.ts';
import { createJoinedBackend } from '../gateway/sources/joined-backend.ts';
import { scopeOfAsking } from '../gateway/sources/scope.ts';
import { requestFor } from './support/asking-servers.ts';

const schema = buildSchema(`
  scalar CreditCode
  type Query {
    organisation(creditCode: CreditCode!): Organisation
    organisations(creditCodes: [CreditCode!]!): [Organisation]
    rule(creditCode: CreditCode!, edition: String): String
  }
  type Organisation { creditCode: CreditCode! name: String }
`);

const nameOf: Readonly<Record<string, string>> = { A: 'Ant', B: 'Bee', C: 'Cat' };

/** A subgraph that executes what it is asked; its calls by how many codes they are about. */
function stage(change: (answer: Answer) => Answer = (answer) => answer) {
  const calls: (readonly unknown[])[] = [];
  const organisation = ({ creditCode }: { creditCode: string }) => {
    if (creditCode === 'X') throw new Error('no such organisation');
    return { creditCode, name: nameOf[creditCode] };
  };
  const rootValue = {
    organisation,
    organisations: ({ creditCodes }: { creditCodes: readonly string[] }) =>
      creditCodes.map((creditCode) => organisation({ creditCode })),
    rule: ({ creditCode, edition }: { creditCode: string; edition?: string }) => `${creditCode} ${edition}`,
  };
  const backend: Backend = {
    checked: false,
    scopeOf: scopeOfAsking,
    async execute({ document, query, variables }) {
      for (const text of [document, parse(query)]) expect(validate(schema, text)).toEqual([]);
      calls.push(Object.values(variables));
      const { data, errors } = await execute({ schema, document, rootValue, variableValues: variables });
      const plain = JSON.parse(JSON.stringify({ data, errors })) as Answer;
      return change({ ...plain, extensions: { warnings: [{ creditCode: 'A' }, { department: 'court' }] } });
    },
    close: async () => {},
  };
  return { calls, joined: createJoinedBackend(backend, 200) };
}

function fetchesOf(query: string) {
  const document: DocumentNode = parse(query);
  return (variables: Fetch['variables']): Fetch => ({
    query,
    document,
    variables,
    operationName: undefined,
    asks: 'query',
  });
}

const one = fetchesOf(
  'query ($creditCode: CreditCode!) { organisation(creditCode: $creditCode) { ...Name } again: organisation(creditCode: $creditCode) { creditCode } } fragment Name on Organisation { name }',
);
const all = (joined: Backend, fetches: readonly Fetch[]) =>
  Promise.all(fetches.map((fetch) => joined.execute(fetch, requestFor())));

describe('queries of the root that differ in the organisations they ask for', () => {
  test('are one call of a turn, and each gets its own answer under its own names', async () => {
    const { calls, joined } = stage();
    const answers = await all(
      joined,
      ['A', 'B', 'A', 'C'].map((creditCode) => one({ creditCode })),
    );
    expect(calls).toEqual([['A', 'B', 'C']]);
    expect(answers.map(({ data }) => data)).toEqual(
      ['A', 'B', 'A', 'C'].map((creditCode) => ({ organisation: { name: nameOf[creditCode] }, again: { creditCode } })),
    );
  });

  test('get errors and warnings about their own organisations, and of the others nothing', async () => {
    const { joined } = stage();
    const [a, x] = await all(joined, [one({ creditCode: 'A' }), one({ creditCode: 'X' })]);
    expect(a!.errors).toBeUndefined();
    expect(a!.extensions).toEqual({ warnings: [{ creditCode: 'A' }, { department: 'court' }] });
    expect(x!.data).toEqual({ organisation: null, again: null });
    expect(x!.errors!.map(({ path }) => path)).toEqual([['organisation'], ['again']]);
    expect(x!.extensions).toEqual({ warnings: [{ department: 'court' }] });
  });

  test('are all told why there is no answer', async () => {
    const { joined } = stage(() => ({ data: null, errors: [{ message: 'down', path: ['_0_organisation'] }] }));
    const answers = await all(joined, [one({ creditCode: 'A' }), one({ creditCode: 'B' })]);
    for (const { errors } of answers) expect(errors!.map(({ message }) => message)).toEqual(['down']);
  });

  test('may ask for lists, up to so many organisations in a call', async () => {
    const { calls, joined } = stage();
    const lists = fetchesOf('query ($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { name } }');
    const codes = Array.from({ length: 80 }, (_, at) => `${at}`);
    const answers = await all(joined, [lists({ codes: ['A', 'B'] }), lists({ codes: ['C'] }), lists({ codes })]);
    expect(answers[0]!.data).toEqual({ organisations: [{ name: 'Ant' }, { name: 'Bee' }] });
    expect(answers[1]!.data).toEqual({ organisations: [{ name: 'Cat' }] });
    expect(calls).toHaveLength(1);
    const many = Array.from({ length: 5 }, (_, part) => lists({ codes: codes.map((code) => `${part}-${code}`) }));
    await all(joined, many);
    expect(calls.slice(1).map((lengths) => lengths.flat().length)).toEqual([160, 160, 80]);
  });

  test('are no more than twenty-five in a call', async () => {
    const { calls, joined } = stage();
    await all(
      joined,
      Array.from({ length: 60 }, (_, at) => one({ creditCode: `${at}` })),
    );
    expect(calls.map(({ length }) => length)).toEqual([25, 25, 10]);
  });

  test.each([
    ['with more than credit codes', 'query ($c: CreditCode!, $e: String) { rule(creditCode: $c, edition: $e) }'],
    ['in a fragment', 'query ($c: CreditCode!) { ...F } fragment F on Query { rule(creditCode: $c) }'],
  ])('are asked each for itself where they ask %s', async (_, query) => {
    const { calls, joined } = stage();
    const rule = fetchesOf(query);
    const answers = await all(joined, [rule({ c: 'A', e: '1' }), rule({ c: 'B', e: '1' })]);
    expect(calls).toHaveLength(2);
    expect(answers.map(({ data }) => String(data!['rule']).slice(0, 1))).toEqual(['A', 'B']);
  });
});
