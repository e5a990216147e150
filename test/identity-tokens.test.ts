import { request as httpRequest } from 'node:http';
import { json } from 'node:stream/consumers';
import { base64url, exportSPKI, SignJWT } from 'jose';
import { bearer, openIdentified, type IdentifiedGateway } from './support/identified-gateway.ts';
import { claimsOfClerk, createTestIssuer, now, type TestIssuer } from './support/token-issuer.ts';

const query = '{ organisation(creditCode: "PLAIN") { name court { source { state } } } }';
const seconds = now / 1000;
let issuer: TestIssuer;
let other: TestIssuer;
let edwards: TestIssuer;
let rsa: TestIssuer;
let gateway: IdentifiedGateway;

beforeAll(async () => {
  issuer = await createTestIssuer();
  other = await createTestIssuer();
  edwards = await createTestIssuer('edwards', 'EdDSA');
  rsa = await createTestIssuer('rsa', 'RS256');
  gateway = await openIdentified([issuer, edwards, rsa].map(({ publicJwk }) => publicJwk));
});
beforeEach(() => {
  gateway.host.contexts.length = 0;
});
afterAll(() => gateway.close());

const unsigned = (header: object, signature = '') =>
  [JSON.stringify(header), JSON.stringify(claimsOfClerk()), signature].map((part) => base64url.encode(part)).join('.');

/** The classic: the public key, which everybody has, taken for a shared secret. */
async function signedWithPublicKey(secret: string): Promise<string> {
  return new SignJWT(claimsOfClerk())
    .setProtectedHeader({ alg: 'HS256', kid: issuer.kid })
    .sign(new TextEncoder().encode(secret));
}

async function tampered(): Promise<string> {
  const [header, , signature] = (await issuer.sign()).split('.');
  return [header, base64url.encode(JSON.stringify(claimsOfClerk({ role: 'supervisor' }))), signature].join('.');
}

describe('a token is refused with a code and nothing else:', () => {
  test.each<[string, () => Promise<string> | string, string?]>([
    ['alg none', () => unsigned({ alg: 'none' })],
    ['alg none under a known key', () => unsigned({ alg: 'none', kid: 'first' }, 'x')],
    ['alg NONE', () => unsigned({ alg: 'NONE' })],
    ['no alg', () => unsigned({})],
    ['HS256 with the public key as PEM', async () => signedWithPublicKey(await exportSPKI(issuer.publicKey))],
    ['HS256 with the public key as JWK', () => signedWithPublicKey(JSON.stringify(issuer.publicJwk))],
    ['an algorithm that the issuer has a key for and that is not allowed', () => rsa.sign()],
    ['claims that were changed', () => tampered()],
    ['another key under a known id', () => other.sign()],
    ['an unknown key id', () => issuer.sign({}, { kid: 'second' })],
    ['a key that it brings itself', () => other.sign({}, { kid: undefined, jwk: other.publicJwk })],
    ['an expired one', () => issuer.sign({ exp: seconds - 31 }), 'TOKEN_EXPIRED'],
    ['an expired one of another key', () => other.sign({ exp: seconds - 31 })],
    ['one that is not valid yet', () => issuer.sign({ nbf: seconds + 31 })],
    ['one that is issued in the future', () => issuer.sign({ iat: seconds + 31 })],
    ['another audience', () => issuer.sign({ aud: 'tax-portal' })],
    ['no audience', () => issuer.sign({ aud: undefined })],
    ['another issuer', () => issuer.sign({ iss: 'https://issuer.example.org' })],
    ['no issuer', () => issuer.sign({ iss: undefined })],
    ['no expiry', () => issuer.sign({ exp: undefined })],
    ['an expiry that is no number', () => issuer.sign({ exp: '9999999999' })],
    ['no time of issue', () => issuer.sign({ iat: undefined })],
    ['no subject', () => issuer.sign({ sub: undefined })],
    ['an empty subject', () => issuer.sign({ sub: '' })],
    ['a subject with a line break', () => issuer.sign({ sub: 'a\nb' })],
    ['no role', () => issuer.sign({ role: undefined })],
    ['an unknown role', () => issuer.sign({ role: 'admin' })],
    ['a role in capitals', () => issuer.sign({ role: 'CLERK' })],
    ['two roles', () => issuer.sign({ role: ['clerk', 'supervisor'] })],
    ['the role of this program itself', () => issuer.sign({ role: 'gateway' })],
    ['an officer of no department', () => issuer.sign({ role: 'officer' })],
    [
      'an officer of a department that is no folder name',
      () => issuer.sign({ role: 'officer', department: '../court' }),
    ],
    ['an officer of two departments', () => issuer.sign({ role: 'officer', department: ['court', 'state-tax'] })],
    ['a representative of nobody', () => issuer.sign({ role: 'representative' })],
    [
      'a representative with a mistyped code',
      () => issuer.sign({ role: 'representative', credit_code: '91510904MAXXXX0150' }),
    ],
    ['a client that is no text', () => issuer.sign({ client: 7 })],
    ['garbage', () => 'garbage'],
    ['three empty parts', () => '..'],
    ['more than 8 KB', () => issuer.sign({ filler: 'x'.repeat(9000) })],
  ])('%s', async (_, make, code = 'TOKEN_INVALID') => {
    const token = await make();
    const { body, headers, status } = await gateway.ask(query, {}, bearer(token));
    expect({ status, challenge: headers.get('www-authenticate') }).toEqual({ status: 401, challenge: 'Bearer' });
    expect(body).toEqual({
      errors: [{ message: expect.any(String), extensions: { code, remedy: expect.any(String) } }],
    });
    expect(JSON.stringify(body)).not.toMatch(/jose|claim|signature|kid|algorithm|jwk|issuer|audience|account-17|\.ts/i);
    expect(gateway.callers()).toEqual([]);
  });

  test.each(['Basic YTpi', 'Bearer', 'Bearer ', 'Bearer a b', 'Token x', ''])('Authorization: %p', async (value) => {
    const { body, status } = await gateway.ask(query, {}, { authorization: value });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'TOKEN_INVALID']);
  });

  test.each(['a good one first', 'a good one last'])('two Authorization headers, %s', async (which) => {
    const good = `Bearer ${await issuer.sign()}`;
    const authorization = which.endsWith('first') ? [good, 'Bearer x'] : ['Bearer x', good];
    const { code, status } = await sendRaw({ authorization });
    expect([status, code]).toEqual([401, 'TOKEN_INVALID']);
  });

  test('one so large that it is no header any more', async () => {
    const { code, status } = await sendRaw({ authorization: `Bearer ${'x'.repeat(20_000)}` });
    expect([status, code]).toEqual([431, 'BAD_REQUEST']);
  });

  test('why, is told to the log, and nothing of the token', async () => {
    await gateway.ask(query, {}, { ...bearer(await issuer.sign({ aud: 'tax-portal' })), 'x-request-id': 'why' });
    const line = gateway.lines.find(({ requestId, msg }) => requestId === 'why' && msg === 'a token was refused');
    expect(line).toMatchObject({ code: 'TOKEN_INVALID', reason: 'ERR_JWT_CLAIM_VALIDATION_FAILED: aud' });
    expect(JSON.stringify(gateway.lines)).not.toMatch(/tax-portal|account-17|eyJ/);
  });
});

describe('a good token says who asks, to every subgraph:', () => {
  test.each<[string, object, object]>([
    ['clerk', { role: 'clerk' }, { role: 'clerk' }],
    ['approval', { role: 'approval', client: 'approval-hall' }, { role: 'approval', client: 'approval-hall' }],
    ['analyst', { role: 'analyst' }, { role: 'analyst' }],
    ['coordinator', { role: 'coordinator' }, { role: 'coordinator' }],
    ['supervisor', { role: 'supervisor' }, { role: 'supervisor' }],
    ['operator', { role: 'operator', department: 'court' }, { role: 'operator' }],
    ['officer', { role: 'officer', department: 'state-tax' }, { role: 'officer', department: 'state-tax' }],
    [
      'representative',
      { role: 'representative', credit_code: '91510904maxxxx015m' },
      { role: 'representative', creditCode: '91510904MAXXXX015M' },
    ],
  ])('%s', async (_, claims, caller) => {
    const own = query.replace('PLAIN', '91510904MAXXXX015M');
    const { status } = await gateway.ask(own, {}, bearer(await issuer.sign({ ...claims })));
    // An operator may not ask a department, only the register.
    const asked = 'operator' === (caller as { role: string }).role ? 1 : 2;
    expect([status, gateway.callers()]).toEqual([
      200,
      Array.from({ length: asked }, () => ({ id: 'account-17', ...caller })),
    ]);
  });

  test('signed with an Edwards curve, or for several audiences, or just within the tolerance of clocks', async () => {
    const tokens = [
      await edwards.sign(),
      await issuer.sign({ aud: ['other', 'credit-gateway'] }),
      await issuer.sign({ exp: seconds - 29, nbf: seconds + 29, iat: seconds + 29 }),
    ];
    for (const token of tokens) expect((await gateway.ask(query, {}, bearer(token))).status).toBe(200);
    expect((await gateway.ask(query, {}, { authorization: `bearer   ${tokens[0]}` })).status).toBe(200);
  });

  test('and RS256 is believed where it is configured, and then alone', async () => {
    const configured = await openIdentified([rsa.publicJwk, issuer.publicJwk], { algorithms: ['RS256'] });
    expect((await configured.ask(query, {}, bearer(await rsa.sign()))).status).toBe(200);
    expect((await configured.ask(query, {}, bearer(await issuer.sign()))).status).toBe(401);
    await configured.close();
  });
});

test('no header but the token, and nothing in the request, names a role', async () => {
  const told = {
    'x-role': 'supervisor',
    'x-department': 'court',
    'x-user': 'root',
    'x-gateway-asking': base64url.encode(JSON.stringify({ sub: 'root', role: 'supervisor' })),
    'x-gateway-signature': 'ab'.repeat(32),
    'x-forwarded-user': 'root',
    cookie: 'token=x',
    'x-purpose': 'DEVELOPMENT_TEST',
  };
  const extensions = { caller: { role: 'supervisor' } };
  const post = (headers: Record<string, string>) =>
    fetch(`${gateway.url}/graphql?role=supervisor&access_token=x`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...told, ...headers },
      body: JSON.stringify({ query, extensions, caller: { role: 'supervisor' } }),
    });
  expect((await post({})).status).toBe(401);
  expect(gateway.callers()).toEqual([]);
  expect((await post(bearer(await issuer.sign()))).status).toBe(200);
  expect(gateway.callers()).toEqual(Array.from({ length: 2 }, () => ({ id: 'account-17', role: 'clerk' })));
});

/** fetch joins headers of one name; a client need not. */
async function sendRaw(headers: Record<string, string | string[]>): Promise<{ status?: number; code?: unknown }> {
  const { promise, reject, resolve } = Promise.withResolvers<{ status?: number; code?: unknown }>();
  const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const sending = httpRequest(`${gateway.url}/graphql`, options, (response) => {
    json(response).then((body) => {
      const [error] = (body as { errors: { extensions: { code: string } }[] }).errors;
      resolve({ status: response.statusCode!, code: error?.extensions.code });
    }, reject);
  });
  sending.on('error', reject).end(JSON.stringify({ query }));
  return promise;
}
