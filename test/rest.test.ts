import { openRestStage, type RestStage } from './support/rest.ts';

const code = '9151090420599001XY';
const matter = 'SP-001';
const at = (creditCode: string, more = `?matter=${matter}`) => `/api/green-channel/${creditCode}${more}`;
const errorsOf = (body: Record<string, unknown>) => body['errors'] as Record<string, unknown>[] | undefined;

let stage: RestStage;
beforeAll(async () => {
  stage = await openRestStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

describe('a verdict by GET', () => {
  test.each([code, '91510904MAXXXX015M', '92510904MAXXXX023D'])('is what GraphQL answers: %s', async (creditCode) => {
    const plain = await stage.call(at(creditCode));
    const { data } = await stage.ask('green-channel', { creditCode, matter });
    const { greenChannel } = data!['organisation'] as unknown as { greenChannel: object };
    const { errors: _, extensions: __, ...answer } = plain.body;
    expect(plain.status).toBe(200);
    expect(answer).toEqual(greenChannel);
    expect(['ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED', 'DISPUTED']).toContain(answer['verdict']);
    expect(plain.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(plain.headers.get('cache-control')).toBe('no-store');
  });

  test('is of the day that is asked for', async () => {
    const { body } = await stage.call(at(code, `?matter=${matter}&on=2026-07-01`));
    expect(body).toMatchObject({ on: '2026-07-01', matter });
  });

  test('with a department switched off is UNDETERMINED, says which, and tells why beside the answer', async () => {
    await stage.district.standIn('court').setMode('dead');
    try {
      const { body, status } = await stage.call(at('915109042059900797'), { headers: { 'cache-control': 'no-cache' } });
      expect([status, body['verdict']]).toEqual([200, 'UNDETERMINED']);
      expect(body['reasons']).toContainEqual(
        expect.objectContaining({ kind: 'DEPARTMENT_SILENT', department: 'court' }),
      );
      expect(errorsOf(body)).toContainEqual(
        expect.objectContaining({ code: 'DEPARTMENT_UNAVAILABLE', department: 'court', remedy: expect.any(String) }),
      );
    } finally {
      await stage.district.standIn('court').setMode('normal');
    }
  });
});

describe('a decision by POST', () => {
  const path = `/api/green-channel/${code}/decisions`;

  test('is taken once a key, whether the key stands in the body or in the header, and shown by its receipt', async () => {
    const first = await stage.post(path, { idempotencyKey: 'case-1', matter });
    const again = await stage.post(path, { matter }, { 'idempotency-key': 'case-1' });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    const { errors: _, ...decision } = first.body;
    const { receipt } = decision;
    const shown = await stage.call(`/api/green-channel/decisions/${String(receipt)}`);
    expect([shown.status, shown.body]).toEqual([200, decision]);
    const { data } = await stage.ask('decide-green-channel', {
      input: { idempotencyKey: 'case-1', creditCode: code, matter },
    });
    expect(data!['decideGreenChannel']).toEqual({ userErrors: [], request: { id: expect.any(String), decision } });
  });

  test('under a key that was used with other input is refused with 409', async () => {
    await stage.post(path, { idempotencyKey: 'case-2', matter });
    const { body, status } = await stage.post(path, { idempotencyKey: 'case-2', matter: 'HJ-001' });
    expect([status, body['code'], body['field']]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED', 'idempotencyKey']);
  });

  test('with two different keys is refused', async () => {
    const { body, status } = await stage.post(path, { idempotencyKey: 'a', matter }, { 'idempotency-key': 'b' });
    expect([status, body['message']]).toEqual([400, 'idempotencyKey is given twice, and differently.']);
  });

  test.each<[string, string, Record<string, string>, number, string]>([
    ['a form', 'matter=SP-001', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'BAD_REQUEST'],
    ['plain text, as a page elsewhere can send', '{}', { 'content-type': 'text/plain' }, 415, 'BAD_REQUEST'],
    ['half a JSON', '{"matter":', {}, 400, 'BAD_REQUEST'],
    ['a list', '[]', {}, 400, 'BAD_REQUEST'],
    ['an encoding that is not Unicode', '{}', { 'content-type': 'application/json; charset=gbk' }, 415, 'BAD_REQUEST'],
    ['another organisation than the path', '{"creditCode":"91510904MAXXXX015M"}', {}, 400, 'BAD_REQUEST'],
    [
      'an unknown field',
      '{"matter":"SP-001","idempotencyKey":"k","query":"{ departments { name } }"}',
      {},
      400,
      'BAD_REQUEST',
    ],
  ])('whose body is %s is refused', async (_, body, headers, status, refused) => {
    const answer = await stage.post(path, body, headers);
    expect([answer.status, answer.body['code']]).toEqual([status, refused]);
    expect(answer.body).toEqual(
      expect.objectContaining({
        message: expect.any(String),
        remedy: expect.any(String),
        requestId: expect.any(String),
      }),
    );
  });
});

describe('what GraphQL refuses is refused with the same code', () => {
  test.each<[string, Record<string, unknown>, number]>([
    ['a credit code that cannot be one', { creditCode: '91510904MAXXXX015N', matter }, 400],
    ['an unknown matter', { creditCode: code, matter: 'nothing' }, 400],
    ['a day to come', { creditCode: code, matter, on: '2099-01-01' }, 400],
    ['an empty day', { creditCode: code, matter, on: '' }, 400],
    ['no matter', { creditCode: code }, 400],
  ])('of a verdict: %s', async (_, { creditCode, ...rest }, status) => {
    const query = new URLSearchParams(rest as Record<string, string>).toString();
    const plain = await stage.call(at(String(creditCode), `?${query}`), { headers: { 'x-request-id': 'case-9' } });
    const { errors } = await stage.ask('green-channel', { creditCode, ...rest });
    expect(plain.status).toBe(status);
    expect(plain.body).toMatchObject({ code: errors[0]!.extensions['code'] });
    expect(plain.body['requestId']).toBe('case-9');
    if (errors[0]!.message.startsWith('Variable ')) return;
    expect(plain.body).toMatchObject({ message: errors[0]!.message, remedy: errors[0]!.extensions['remedy'] });
  });

  test.each<[string, Record<string, unknown>, number]>([
    ['a credit code that cannot be one', { creditCode: '91510904MAXXXX015N' }, 400],
    ['an unknown matter', { matter: 'nothing' }, 400],
    ['no key', { idempotencyKey: ' ' }, 400],
  ])('of a decision: %s', async (_, change, status) => {
    const { creditCode, ...body } = { creditCode: code, matter, idempotencyKey: 'k-9', ...change };
    const plain = await stage.post(`/api/green-channel/${creditCode}/decisions`, body);
    const { data } = await stage.ask('decide-green-channel', { input: { creditCode, ...body } });
    const { userErrors } = data!['decideGreenChannel'] as unknown as { userErrors: object[] };
    const { requestId: __, ...refused } = plain.body;
    expect([plain.status, refused]).toEqual([status, userErrors[0]]);
  });

  test('no token, a bad one, and a role that may not', async () => {
    const path = `/api/green-channel/${code}/decisions`;
    const body = JSON.stringify({ idempotencyKey: 'k', matter });
    const bare = await fetch(stage.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await bare.json()).toMatchObject({ code: 'TOKEN_MISSING', remedy: expect.any(String) });
    const bad = await stage.call(at(code), { headers: { authorization: 'Bearer nothing' } });
    expect([bad.status, bad.body['code']]).toEqual([401, 'TOKEN_INVALID']);
    const authorization = `Bearer ${await stage.token({ role: 'analyst' })}`;
    const analyst = await stage.post(
      path,
      { idempotencyKey: 'k', matter },
      { authorization, 'x-purpose': 'CREDIT_REPORT' },
    );
    expect([analyst.status, analyst.body['code']]).toEqual([403, 'ACTION_NOT_ALLOWED']);
  });

  test('a receipt that is none, and one that nobody was given', async () => {
    const none = await stage.call('/api/green-channel/decisions/LT20261124-00000000');
    const { errors } = await stage.ask('green-channel-decision', { receipt: 'LT20261124-00000000' });
    expect([none.status, none.body['code']]).toEqual([400, errors[0]!.extensions['code']]);
  });
});

describe('what is wrong is named as this interface names it, not as GraphQL does', () => {
  const path = `/api/green-channel/${code}/decisions`;
  const openapi = 'See GET /api/openapi.json for what this address takes.';
  test.each<[string, () => ReturnType<RestStage['call']>, string]>([
    ['no matter', () => stage.call(at(code, '')), 'The parameter "matter" is missing.'],
    [
      'a matter twice',
      () => stage.call(at(code, '?matter=SP-001&matter=HJ-001')),
      'The parameter "matter" has a value that it cannot have: ["SP-001", "HJ-001"].',
    ],
    ['a decision without a key', () => stage.post(path, { matter }), 'The field "idempotencyKey" is missing.'],
    [
      'a decision on a matter that is no text',
      () => stage.post(path, { idempotencyKey: 'k', matter: { a: 1 } }),
      'The field "matter" has a value that it cannot have: { a: 1 }.',
    ],
    [
      'a decision on a matter that is null',
      () => stage.post(path, { idempotencyKey: 'k', matter: null }),
      'The field "matter" is missing.',
    ],
  ])('%s', async (_, call, message) => {
    const { body, status } = await call();
    expect([status, body['code']]).toEqual([400, 'BAD_USER_INPUT']);
    expect(body).toMatchObject({ message: expect.stringContaining(message), remedy: openapi });
    expect(JSON.stringify(body)).not.toMatch(/[Vv]ariable|\$|input\./);
  });

  test.each([
    ['/api/green-channel/decisions/', 'receipt', '/api/green-channel/decisions/{receipt}'],
    ['/api/green-channel/decisions', 'receipt', '/api/green-channel/decisions/{receipt}'],
    ['/api/green-channel/', 'creditCode', '/api/green-channel/{creditCode}'],
  ])('an address that ends too early: %s', async (address, name, whole) => {
    const { body, status } = await stage.call(`${address}?matter=SP-001`);
    expect([status, body['code']]).toEqual([404, 'NOT_FOUND']);
    expect(body['message']).toBe(`The address has no ${name}.`);
    expect(body['remedy']).toContain(whole);
  });
});

describe('an address', () => {
  test.each<[string, RequestInit, number, string]>([
    [`/api/green-channel/${code}?matter=SP-001&purpose=x`, {}, 400, 'BAD_REQUEST'],
    [`/api/green-channel/${code}?matter=SP-001&matter=HJ-001`, {}, 400, 'BAD_USER_INPUT'],
    [`/api/green-channel/${code}/decisions?matter=SP-001`, { method: 'POST' }, 400, 'BAD_REQUEST'],
    [`/api/green-channel/${code}`, { method: 'DELETE' }, 405, 'BAD_REQUEST'],
    [`/api/green-channel/${code}/decisions`, {}, 405, 'BAD_REQUEST'],
    ['/api/elsewhere', {}, 404, 'NOT_FOUND'],
  ])('%s %j', async (path, init, status, refused) => {
    const { body, status: answered } = await stage.call(path, init as never);
    expect([answered, body['code']]).toEqual([status, refused]);
    expect(body['requestId']).toEqual(expect.any(String));
  });

  test('answers JSON only', async () => {
    const { body, status } = await stage.call(at(code), { headers: { accept: 'text/xml' } });
    expect([status, body['remedy']]).toEqual([406, 'Accept application/json.']);
  });
});
