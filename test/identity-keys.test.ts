import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openIdentity } from '../gateway/identity/open-identity.ts';
import { bearer, openIdentified, type IdentifiedGateway } from './support/identified-gateway.ts';
import { openGateway, readableLog, silent } from './support/gateway.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { audience, createTestIssuer, issuer as iss, now, type TestIssuer } from './support/token-issuer.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

let first: TestIssuer;
let second: TestIssuer;
beforeAll(async () => {
  first = await createTestIssuer('first');
  second = await createTestIssuer('second');
});

const query = '{ organisation(creditCode: "PLAIN") { name } }';
const settings = { issuer: iss, audience, algorithms: ['ES256'] };

describe('a key file', () => {
  let gateway: IdentifiedGateway;
  beforeEach(async () => {
    gateway = await openIdentified([first.publicJwk]);
  });
  afterEach(() => gateway.close());
  const statusOf = async (issuer: TestIssuer, claims = {}) =>
    (await gateway.ask(query, {}, bearer(await issuer.sign(claims)))).status;

  test('is read again when a token names a key that is not known, without a restart', async () => {
    gateway.passSeconds(5);
    expect(await statusOf(second)).toBe(401);
    gateway.writeKeys([first.publicJwk, second.publicJwk]);
    gateway.passSeconds(5);
    expect(await statusOf(second)).toBe(200);
    expect(await statusOf(first)).toBe(200);
  });

  test('is read again no more often than every five seconds, however many unknown keys are named', async () => {
    gateway.passSeconds(5);
    expect(await statusOf(second)).toBe(401);
    gateway.writeKeys([second.publicJwk]);
    gateway.passSeconds(4);
    expect(await statusOf(second)).toBe(401);
    gateway.passSeconds(1);
    expect(await statusOf(second)).toBe(200);
  });

  test('that no longer has a key makes its tokens worthless within ten minutes', async () => {
    gateway.writeKeys([second.publicJwk]);
    const lasting = { exp: now / 1000 + 3600 };
    gateway.passSeconds(599);
    expect(await statusOf(first, lasting)).toBe(200);
    gateway.passSeconds(1);
    expect(await statusOf(first, lasting)).toBe(401);
  });

  test('and a token that was found good before is good no longer than that, nor after it expired', async () => {
    const [lasting, short] = [await first.sign({ exp: now / 1000 + 3600 }), await first.sign({ exp: now / 1000 + 60 })];
    const codeOf = async (token: string) => (await gateway.ask(query, {}, bearer(token))).status;
    expect([await codeOf(lasting), await codeOf(short), await codeOf(short)]).toEqual([200, 200, 200]);
    gateway.passSeconds(91);
    expect([await codeOf(lasting), await codeOf(short)]).toEqual([200, 401]);
    gateway.writeKeys([{ ...second.publicJwk, kid: first.kid }]);
    gateway.passSeconds(509);
    expect(await codeOf(lasting)).toBe(401);
  });

  test.each(['{"keys": [{"kty"', '', '{}', '{"keys": []}', 'null'])(
    'that is half written (%p) leaves the keys known before, and the log says so',
    async (text) => {
      gateway.writeKeys(text);
      gateway.passSeconds(5);
      expect(await statusOf(second)).toBe(401);
      expect(await statusOf(first)).toBe(200);
      expect(gateway.lines.filter(({ msg }) => String(msg).includes('the keys known before stay'))).toHaveLength(1);
    },
  );
});

describe('at the start, a key file is refused', () => {
  test.each<[string, () => string, string]>([
    ['that is not there', () => '', 'no such file'],
    ['that is no JSON', () => 'secret-text', 'no JSON Web Key Set'],
    ['that has no keys', () => '{"keys": []}', 'no JSON Web Key Set'],
    ['that holds a private key', () => JSON.stringify({ keys: [first.privateJwk] }), 'a private or a shared key'],
    ['that holds a shared key', () => '{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}', 'a private or a shared key'],
  ])('%s', (_, text, message) => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'jwks.json');
    if (text() !== '') writeFileSync(file, text());
    const opening = () => openIdentity({ ...settings, jwks: file }, { now: () => now, log: silent });
    expect(opening).toThrow(message);
    expect(opening).not.toThrow('secret');
    folder.remove();
  });
});

test('keys at an address are asked for when they are needed; when they cannot be had no token is believed', async () => {
  let answer = { status: 200, body: JSON.stringify({ keys: [first.publicJwk] }) };
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const jwks = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  const { lines, log } = readableLog();
  const open = () => openGateway({ log, identity: openIdentity({ ...settings, jwks }, { now: () => now, log }) });

  const good = await open();
  const statuses = [
    (await good.ask(query)).status,
    asked,
    (await good.ask(query, {}, bearer(await first.sign()))).status,
    (await good.ask(query, {}, bearer(await first.sign()))).status,
    (await good.ask(query, {}, bearer(await second.sign()))).status,
    asked,
  ];
  await good.close();
  expect(statuses).toEqual([401, 0, 200, 200, 401, 1]);

  for (const bad of [
    { status: 500, body: 'java.lang.NullPointerException at 10.0.0.1' },
    { status: 200, body: '<html>' },
    { status: 200, body: '{"keys": 7}' },
    { status: 302, body: '' },
  ]) {
    answer = bad;
    const gateway = await open();
    const { body, headers, status } = await gateway.ask(query, {}, bearer(await first.sign()));
    const unknown = (await gateway.ask(query)).status;
    await gateway.close();
    expect([status, headers.get('www-authenticate'), unknown]).toEqual([503, null, 401]);
    expect(body.errors).toEqual([
      {
        message: 'Tokens cannot be checked at the moment.',
        extensions: { code: 'IDENTITY_UNAVAILABLE', remedy: 'Send the request again later.' },
      },
    ]);
  }
  server.close();
  const causes = lines.filter(({ code }) => code === 'IDENTITY_UNAVAILABLE').map(({ err }) => JSON.stringify(err));
  expect(causes).toHaveLength(4);
  expect(causes[0]).toContain('Expected 200 OK');
});
