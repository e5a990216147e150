import { request as httpRequest } from 'node:http';
import { json } from 'node:stream/consumers';
import { as, plainTokens } from './support/callers.ts';
import { askGraphql, openGateway, type Asked, type OpenGateway } from './support/gateway.ts';
import { createSmallHost, type SmallHost } from './support/small-host.ts';

const query = '{ organisation(creditCode: "PLAIN") { name } }';
let host: SmallHost;
let gateway: OpenGateway;
let production: OpenGateway;
beforeAll(async () => {
  host = createSmallHost();
  gateway = await openGateway({ host, identity: plainTokens, access: { anonymousPublic: false, demo: true } });
  production = await openGateway({ host, identity: plainTokens, access: { anonymousPublic: true, demo: false } });
});
beforeEach(() => {
  host.contexts.length = 0;
});
afterAll(async () => {
  await gateway.close();
  await production.close();
});

const codeOf = ({ body, status }: Asked) => [status, body.errors?.[0]?.extensions.code];
/** Sends no purpose but the one that is given. */
async function send(headers: Record<string, string>, more: object = {}, at = gateway): Promise<Asked> {
  return askGraphql(`${at.url}/graphql`, { query, ...more }, { 'x-purpose': '', ...headers });
}
const told = () => host.contexts.map(({ request }) => request.purpose);

describe('a purpose', () => {
  test.each<[string, Record<string, string>, object, object]>([
    ['in a header', as('analyst', 'CREDIT_REPORT'), {}, { code: 'CREDIT_REPORT', case: null }],
    [
      'in the extensions',
      as('analyst', ''),
      { extensions: { purpose: 'CREDIT_REPORT' } },
      { code: 'CREDIT_REPORT', case: null },
    ],
    [
      'in the extensions, which stand before the header',
      as('officer:court', 'APPROVAL'),
      { extensions: { purpose: 'INVESTIGATION', case: '川0904执1201号' } },
      { code: 'INVESTIGATION', case: '川0904执1201号' },
    ],
    [
      'with the number of a case, in headers',
      as('supervisor', 'INVESTIGATION', '〔2026〕川0904执1201号'),
      {},
      { code: 'INVESTIGATION', case: '〔2026〕川0904执1201号' },
    ],
    ['with a case that it does not need', as('clerk', 'APPROVAL', 'A-17'), {}, { code: 'APPROVAL', case: 'A-17' }],
    [
      'that is a representative’s own',
      as('representative:9151090420599001XY', 'OWN_RECORDS'),
      { query: '{ organisation(creditCode: "9151090420599001XY") { name } }' },
      { code: 'OWN_RECORDS', case: null },
    ],
  ])('%s is told to the subgraphs', async (_, headers, more, purpose) => {
    const answer = await send(headers, more);
    expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
    expect(told()).toEqual([purpose]);
  });

  test.each<[string, Record<string, string>, object, number, string]>([
    ['none', as('analyst', ''), {}, 400, 'PURPOSE_MISSING'],
    [
      'none, for a mutation’s type',
      as('analyst', ''),
      { query: '{ ...F } fragment F on Query { fault }' },
      400,
      'PURPOSE_MISSING',
    ],
    [
      'none, among fields that need none',
      as('analyst', ''),
      { query: `{ __typename ${query.slice(1)}` },
      400,
      'PURPOSE_MISSING',
    ],
    ['an unknown one', as('analyst', 'CURIOSITY'), {}, 400, 'PURPOSE_UNKNOWN'],
    ['two at once', as('analyst', 'CREDIT_REPORT, APPROVAL'), {}, 400, 'PURPOSE_UNKNOWN'],
    ['one named as what every object has', as('analyst', 'constructor'), {}, 400, 'PURPOSE_UNKNOWN'],
    [
      'one that is no text',
      as('analyst', ''),
      { extensions: { purpose: { code: 'APPROVAL' } } },
      400,
      'PURPOSE_UNKNOWN',
    ],
    [
      'one by inheritance',
      as('analyst', ''),
      { extensions: { ['__proto__']: { purpose: 'CREDIT_REPORT' } } },
      400,
      'PURPOSE_MISSING',
    ],
    ['another role’s', as('clerk', 'INVESTIGATION', '1'), {}, 403, 'PURPOSE_NOT_ALLOWED'],
    [
      'a department’s, of a representative',
      as('representative:9151090420599001XY', 'APPROVAL'),
      {},
      403,
      'PURPOSE_NOT_ALLOWED',
    ],
    ['no case where one is needed', as('supervisor', 'INVESTIGATION'), {}, 400, 'CASE_MISSING'],
    ['an empty case', as('supervisor', 'INVESTIGATION', ''), {}, 400, 'CASE_MISSING'],
    ['a case with a line break', as('supervisor', 'INVESTIGATION', 'A\nB'), {}, 400, 'CASE_MISSING'],
    ['a case that is too long', as('supervisor', 'INVESTIGATION', 'x'.repeat(101)), {}, 400, 'CASE_MISSING'],
    ['a case that is no text', as('clerk', 'APPROVAL'), { extensions: { case: 17 } }, 400, 'CASE_MISSING'],
  ])('is refused, and nobody is asked: %s', async (_, headers, more, status, code) => {
    const answer = await send(headers, more);
    expect(codeOf(answer)).toEqual([status, code]);
    expect(answer.body.errors![0]!.extensions.remedy).toMatch(/x-purpose|x-case/);
    expect(answer.body.data).toBeUndefined();
    expect(told()).toEqual([]);
  });

  test('that is missing is answered with how to send one, and those that the caller may name', async () => {
    const { body } = await send(as('clerk', ''));
    const { purposes, remedy } = body.errors![0]!.extensions as { purposes: object; remedy: string };
    expect(remedy).toContain('x-purpose');
    expect(Object.keys(purposes)).toEqual(expect.arrayContaining(['APPROVAL', 'PROCUREMENT']));
    expect(Object.keys(purposes)).not.toContain('INVESTIGATION');
  });

  test('of development is taken in a demo only', async () => {
    expect(codeOf(await send(as('analyst')))).toEqual([200, undefined]);
    expect(codeOf(await send(as('analyst'), {}, production))).toEqual([400, 'PURPOSE_UNKNOWN']);
  });

  test('is not needed for the schema', async () => {
    const answer = await send(as('analyst', ''), { query: '{ __schema { queryType { name } } }' });
    expect(answer.body).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  test('is declared by GET as well', async () => {
    const headers = { ...as('analyst', 'CREDIT_REPORT'), 'apollo-require-preflight': 'true' };
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect([response.status, told()]).toEqual([200, [{ code: 'CREDIT_REPORT', case: null }]]);
  });

  test('that comes in two headers is none that there is', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const headers = {
      ...as('analyst', ''),
      'content-type': 'application/json',
      'x-purpose': ['APPROVAL', 'CREDIT_REPORT'],
    };
    httpRequest(`${gateway.url}/graphql`, { method: 'POST', headers }, (response) => resolve(json(response))).end(
      JSON.stringify({ query }),
    );
    expect(await promise).toMatchObject({ errors: [{ extensions: { code: 'PURPOSE_UNKNOWN' } }] });
  });
});

describe('without a token, where what is PUBLIC is open,', () => {
  const anonymous = { 'x-purpose': 'PUBLIC_INFORMATION' };

  test('a caller sees that and nothing else', async () => {
    const all = '{ organisation(creditCode: "PLAIN") { name court { source { state } } } }';
    const { body } = await send(anonymous, { query: all }, production);
    expect(body.data).toEqual({ organisation: { name: '公司 PLAIN', court: null } });
    expect(body.errors!.map(({ extensions }) => extensions.field)).toEqual(['Organisation.court']);
  });

  test('says what for, like everybody', async () => {
    expect(codeOf(await send({}, {}, production))).toEqual([400, 'PURPOSE_MISSING']);
    expect(codeOf(await send({ 'x-purpose': 'APPROVAL' }, {}, production))).toEqual([403, 'PURPOSE_NOT_ALLOWED']);
  });

  test('learns of the schema what it may ask', async () => {
    const { body } = await send({}, { query: '{ __type(name: "Organisation") { fields { name } } }' }, production);
    expect(body.data).toEqual({
      __type: { fields: [{ name: 'creditCode' }, { name: 'name' }, { name: 'rank' }] },
    });
  });

  test('learns no field of others from a misspelt one', async () => {
    const { body } = await send(
      anonymous,
      { query: '{ organisation(creditCode: "PLAIN") { curt { source } } }' },
      production,
    );
    expect(JSON.stringify(body)).not.toContain('court');
  });
});
