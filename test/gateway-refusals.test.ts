import { getIntrospectionQuery } from 'graphql';
import { askGraphql, openGateway, type Asked, type OpenGateway } from './support/gateway.ts';

let open: OpenGateway;

beforeAll(async () => {
  open = await openGateway();
});
afterAll(() => open.close());

const post = (body: unknown, headers?: Record<string, string>): Promise<Asked> =>
  askGraphql(`${open.url}/graphql`, body, headers);
const refused = ({ body, status }: Asked) => ({
  status,
  codes: [...new Set(body.errors?.map(({ extensions }) => extensions.code))],
});
const nested = (depth: number) =>
  `{ organisation(creditCode: "A") ${'{ court { source '.repeat(depth)}{ state }${' } }'.repeat(depth)} }`;

describe('bad input is refused with a stable code and no server fault:', () => {
  test.each<[string, unknown, number, string]>([
    ['a syntax error', { query: '{ organisation( }' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['no query', { variables: {} }, 400, 'BAD_REQUEST'],
    ['a query that is no text', { query: 7 }, 400, 'BAD_REQUEST'],
    ['a document of fragments only', { query: 'fragment A on Query { __typename }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation name', { query: 'query A { __typename }', operationName: 'B' }, 400, 'BAD_REQUEST'],
    ['several operations and no name', { query: 'query A { __typename } query B { __typename }' }, 400, 'BAD_REQUEST'],
    [
      'a missing variable',
      { query: 'query A($c: CreditCode!) { organisation(creditCode: $c) { name } }' },
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a variable of the wrong type',
      { query: 'query A($c: Boolean!) { __typename @skip(if: $c) }', variables: { c: 'x' } },
      400,
      'BAD_USER_INPUT',
    ],
    [
      'null in a list that allows none',
      { query: 'query A($c: [CreditCode!]!) { organisations(creditCodes: $c) { name } }', variables: { c: [null] } },
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a variable called representations',
      {
        query:
          'query A($representations: [CreditCode!]!) { organisations(creditCodes: $representations) { court { source { state } } } }',
        variables: { representations: ['A'] },
      },
      200,
      '',
    ],
    ['a mutation where there is none', { query: 'mutation { a }' }, 400, 'BAD_REQUEST'],
    ['a subscription', { query: 'subscription { a }' }, 400, 'BAD_REQUEST'],
    [
      '@defer',
      { query: '{ organisation(creditCode: "A") { ... @defer { name } } }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a fragment that spreads itself',
      { query: '{ ...A } fragment A on Query { __typename ...A }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a batch', [{ query: '{ __typename }' }], 400, 'BAD_REQUEST'],
    ['an empty body', '', 400, 'BAD_REQUEST'],
    ['malformed JSON', '{"query": "{ __typename }"', 400, 'BAD_REQUEST'],
    ['JSON that is no object', '"query"', 400, 'BAD_REQUEST'],
    [
      'a persisted query',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } },
      200,
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
    ['a document of 1 MB', { query: `{ ${'name '.repeat(210_000)} }` }, 413, 'DOCUMENT_TOO_LARGE'],
    [
      'variables of 1 MB',
      { query: '{ __typename }', variables: { a: 'x'.repeat(1_000_000) } },
      413,
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'a document of more characters than the limit',
      { query: `{ __typename } # ${'x'.repeat(100_000)}` },
      413,
      'DOCUMENT_TOO_LARGE',
    ],
    ['more tokens than the limit', { query: `{ ${'a '.repeat(10_001)} }` }, 400, 'DOCUMENT_TOO_COMPLEX'],
    ['50,000 opening brackets', { query: '{a'.repeat(50_000) }, 400, 'DOCUMENT_TOO_COMPLEX'],
    [
      'lists nested without end',
      { query: `{ organisations(creditCodes: ${'['.repeat(4000)}${']'.repeat(4000)}) { name } }` },
      400,
      'DOCUMENT_TOO_COMPLEX',
    ],
    ['fields nested too deep', { query: nested(12) }, 400, 'DOCUMENT_TOO_COMPLEX'],
    [
      'too many root fields',
      { query: `{ ${Array.from({ length: 51 }, (_, at) => `a${at}: __typename`).join(' ')} }` },
      400,
      'DOCUMENT_TOO_COMPLEX',
    ],
    ['fragments that double each other forty times', { query: doubling(40) }, 400, 'DOCUMENT_TOO_COMPLEX'],
  ])('%s', async (_, body, status, code) => {
    const answer = await post(body);
    expect(refused(answer)).toEqual({ status, codes: code === '' ? [] : [code] });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-request-id')).not.toBeNull();
    for (const { extensions } of answer.body.errors ?? []) expect(extensions).not.toHaveProperty('stacktrace');
  });

  test('10,000 aliases, at once', async () => {
    const startedAt = performance.now();
    const query = `{ ${Array.from({ length: 10_000 }, (_, at) => `a${at}: __typename`).join(' ')} }`;
    expect(refused(await post({ query }))).toEqual({ status: 413, codes: ['DOCUMENT_TOO_LARGE'] });
    const short = `{ ${Array.from({ length: 10_000 }, (_, at) => `a${at.toString(36)}:rank`).join(' ')} }`;
    expect(refused(await post({ query: short }))).toEqual({ status: 400, codes: ['DOCUMENT_TOO_COMPLEX'] });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  test('1,000 unknown fields, with no more than 101 errors', async () => {
    const { body, status } = await post({
      query: `{ organisation(creditCode: "A") { ${Array.from({ length: 1000 }, (_, at) => `x${at}`).join(' ')} } }`,
    });
    expect(status).toBe(400);
    expect(body.errors!.length).toBeLessThanOrEqual(101);
  });

  test.each([
    ['text/plain', 400],
    ['application/x-www-form-urlencoded', 400],
    ['application/xml', 400],
    ['application/json; charset=klingon', 415],
  ])('a body of type %s', async (type, status) => {
    expect(refused(await post('{"query": "{ __typename }"}', { 'content-type': type }))).toEqual({
      status,
      codes: ['BAD_REQUEST'],
    });
  });

  test('a body compressed in a way that nobody knows', async () => {
    expect(refused(await post('x', { 'content-encoding': 'rot13' }))).toEqual({ status: 415, codes: ['BAD_REQUEST'] });
  });
});

describe('what is within the limits passes:', () => {
  test('the introspection query of the usual tools', async () => {
    const { body, status } = await post({
      query: getIntrospectionQuery({
        inputValueDeprecation: true,
        schemaDescription: true,
        specifiedByUrl: true,
        oneOf: false,
      }),
    });
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
  });

  test('1,000 credit codes in variables', async () => {
    const creditCodes = Array.from({ length: 1000 }, (_, at) => `91330100MA27XL0Q${at}`);
    const { body } = await open.ask('query A($c: [CreditCode!]!) { organisations(creditCodes: $c) { creditCode } }', {
      c: creditCodes,
    });
    expect(body.data).toEqual({ organisations: creditCodes.map((creditCode) => ({ creditCode })) });
  });
});

function doubling(times: number): string {
  const fragments = Array.from(
    { length: times },
    (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`,
  );
  return `{ ...F0 } ${fragments.join(' ')} fragment F${times} on Query { __typename }`;
}
