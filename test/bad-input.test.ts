import { as } from './support/callers.ts';
import { openDistrict, type GraphqlAnswer, type TestDistrict } from './support/district.ts';

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict({ connected: ['market-regulation'] });
});
afterAll(() => district[Symbol.asyncDispose]());

const one = (code: string) =>
  district.ask('query ($code: CreditCode!) { organisation(creditCode: $code) { creditCode name } }', { code });
const codesOf = ({ errors }: Pick<GraphqlAnswer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);

describe('a credit code', () => {
  test.each([
    ['with a wrong check digit', '91510904MAXXXX015N', 'CHECK_DIGIT'],
    ['that is masked', '913101******61427B', 'MASKED'],
    ['that is an older number', '510904000001014', 'LEGACY_KEY'],
    ['in scientific notation', '9.1511E+17', 'SCIENTIFIC_NOTATION'],
    ['of zeros', '000000000000000000', 'REGISTRY'],
    ['that is empty', '', 'EMPTY'],
    ['named like a property of every object', '__proto__', 'LENGTH'],
  ])('%s is null with an error that says what is wrong', async (_, code, reason) => {
    const answer = await one(code);
    expect([answer.status, answer.data]).toEqual([200, { organisation: null }]);
    expect(answer.errors).toMatchObject([
      { path: ['organisation'], extensions: { code: 'CREDIT_CODE_INVALID', reason } },
    ]);
  });

  test('with a letter that is taken for a digit is refused with what was meant', async () => {
    const { errors } = await one('9151O904MAXXXX015M');
    expect(errors).toMatchObject([
      {
        extensions: {
          code: 'CREDIT_CODE_INVALID',
          suggestion: '91510904MAXXXX015M',
          remedy: expect.stringContaining('91510904MAXXXX015M') as unknown,
        },
      },
    ]);
  });

  test.each(['９１510904MAXXXX015M', '91510904maxxxx015m', ' 91510904-MAXXXX015M '])(
    'written as %s is understood',
    async (code) => {
      const answer = await one(code);
      expect(answer.errors).toEqual([]);
      expect(answer.data!['organisation']).toEqual({
        creditCode: '91510904MAXXXX015M',
        name: '遂宁市样例青禾粮油有限公司',
      });
    },
  );
});

describe('a list of codes', () => {
  const many = (codes: readonly string[]) =>
    district.ask(
      'query ($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { creditCode name marketRegulation { source { state } } } }',
      { codes },
    );

  test('keeps its order and repeats; an invalid code is null with an error at its place', async () => {
    const answer = await many(['91510904MAXXXX015M', 'nonsense', '9151090420599001XY', '91510904MAXXXX015M']);
    const [first, second, third, fourth] = answer.data!['organisations'] as unknown as ({
      creditCode: string;
      marketRegulation: { source: { state: string } };
    } | null)[];
    expect([first?.creditCode, second, third?.creditCode, fourth?.creditCode]).toEqual([
      '91510904MAXXXX015M',
      null,
      '9151090420599001XY',
      '91510904MAXXXX015M',
    ]);
    expect([first, third, fourth].map((organisation) => organisation?.marketRegulation.source.state)).toEqual([
      'ANSWERED',
      'ANSWERED',
      'ANSWERED',
    ]);
    expect(answer.errors).toMatchObject([{ path: ['organisations', 1], extensions: { code: 'CREDIT_CODE_INVALID' } }]);
  });

  test('that is empty, or longer than a thousand, is refused', async () => {
    expect(codesOf(await many([]))).toEqual(['ARGUMENT_INVALID']);
    expect(codesOf(await many(Array.from({ length: 1001 }, () => '91510904MAXXXX015M')))).toEqual([
      'TOO_MANY_ORGANISATIONS',
    ]);
  });

  test('cannot be made longer by asking for it under many names', async () => {
    const codes = JSON.stringify(Array.from({ length: 600 }, () => '91510904MAXXXX015M'));
    const answer = await district.ask(
      `{ a: organisations(creditCodes: ${codes}) { creditCode } b: organisations(creditCodes: ${codes}) { creditCode } }`,
    );
    expect(codesOf(answer)).toContain('TOO_MANY_ORGANISATIONS');
  });
});

describe('a search', () => {
  const search = (name: string, first = 20, after: string | null = null) =>
    district.ask(
      'query ($name: String!, $first: Int, $after: String) { searchOrganisations(name: $name, first: $first, after: $after) { totalCount edges { node { creditCode } matchedName former } pageInfo { hasNextPage endCursor } } }',
      { name, first, after },
    );
  interface Page {
    totalCount: number;
    edges: { node: { creditCode: string }; matchedName: string; former: boolean }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  }
  const pageOf = (answer: GraphqlAnswer) => answer.data!['searchOrganisations'] as unknown as Page;

  test('walked page by page finds each organisation once, and as many as it says', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    for (;;) {
      const page: Page = pageOf(await search('样例锦', 7, after));
      total = page.totalCount;
      seen.push(...page.edges.map(({ node }) => node.creditCode));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(total).toBeGreaterThan(20);
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);
  });

  test('finds former names, and says so', async () => {
    expect(pageOf(await search('第二化工厂')).edges).toMatchObject([
      { node: { creditCode: '91510904205990028Y' }, former: true, matchedName: '遂宁样例第二化工厂' },
    ]);
  });

  test.each(['%%', '__', '\\%'])('takes %s for what it is, no pattern', async (name) => {
    expect(pageOf(await search(name)).totalCount).toBe(0);
  });

  test.each([
    ['a name of one character', () => search('样')],
    ['a name with a control character', () => search('样\u0000例')],
    ['a page of none', () => search('样例', 0)],
    ['a negative page', () => search('样例', -1)],
    ['a page of 101', () => search('样例', 101)],
    ['a name of 101 characters', () => search('样'.repeat(101))],
  ])('with %s is refused', async (_, ask) => {
    expect(codesOf(await ask())).toEqual(['ARGUMENT_INVALID']);
  });

  test.each(['%%%', '', 'bogus', 'AAAA', 'eyJhIjoxfQ=='])(
    'with the cursor "%s", which it never gave, is refused',
    async (cursor) => {
      expect(codesOf(await search('样例', 5, cursor))).toEqual(['ARGUMENT_INVALID']);
    },
  );
});

describe('a document', () => {
  test.each([
    [
      'with a field that is not in the schema',
      '{ organisation(creditCode: "91510904MAXXXX015M") { score } }',
      [400, 'GRAPHQL_VALIDATION_FAILED'],
    ],
    ['that is not GraphQL', '{ organisation(', [400, 'GRAPHQL_PARSE_FAILED']],
    ['of one megabyte', `{ departments { name } } #${'x'.repeat(1_000_000)}`, [413, 'DOCUMENT_TOO_LARGE']],
    [
      'with ten thousand aliases',
      `{ ${Array.from({ length: 10_000 }, (_, at) => `a${at}: __typename`).join(' ')} }`,
      [413, 'DOCUMENT_TOO_LARGE'],
    ],
  ])('%s is refused with a stable code, and no fault of the server', async (_, query, [status, code]) => {
    const answer = await district.ask(query);
    expect([answer.status, codesOf(answer)[0]]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/node_modules|\bat \//);
  });
});

describe('a text that no database can keep (U+0000)', () => {
  test.each([
    ['the number of an acceptance', '{ acceptance(id: $text) { id } }'],
    ['the number of a screening', '{ screening(id: $text) { id } }'],
    ['a department', '{ acceptanceWorklist(department: $text) { id } }'],
  ])('is refused as %s', async (_, selection) => {
    const { data, errors } = await district.ask(
      `query ($text: ${selection.includes('id:') ? 'ID' : 'String'}!) ${selection}`,
      { text: 'a\u0000b' },
      as('approval'),
    );
    expect(Object.values(data ?? {})).toEqual([null]);
    expect(codesOf({ errors })).toEqual(['ARGUMENT_INVALID']);
  });

  test('is refused as the key of a decision, which would else be asked for again and again', async () => {
    const input = { idempotencyKey: 'a\u0000b', creditCode: '91510904MAXXXX015M', matter: 'SP-001' };
    const { errors } = await district.ask(
      'mutation ($input: DecideGreenChannelInput!) { decideGreenChannel(input: $input) { userErrors { code } } }',
      { input },
      as('approval'),
    );
    expect(codesOf({ errors })).toEqual(['ARGUMENT_INVALID']);
  });
});
