import { bearer, openIdentified, type IdentifiedGateway } from '../support/identified-gateway.ts';
import { openGateway, type OpenGateway } from '../support/gateway.ts';
import { protectionOf } from '../support/protection.ts';
import { createTestIssuer, type TestIssuer } from '../support/token-issuer.ts';

let gateway: OpenGateway;
let pass: (ms: number) => void;
async function open(settings: Record<string, string>): Promise<void> {
  const made = protectionOf(settings);
  ({ pass } = made);
  gateway = await openGateway({ protection: made.protection });
}
afterEach(() => gateway.close());
const ask = (headers: Record<string, string> = {}) => gateway.ask('{ __typename }', {}, headers);

describe('the rate of a client', () => {
  test('is told with every answer, in the standard headers', async () => {
    await open({ RATE_LIMIT: '3/m' });
    const { headers, status } = await ask();
    expect([status, ...['ratelimit-policy', 'ratelimit'].map((name) => headers.get(name))]).toEqual([
      200,
      '"client";q=3;w=60',
      '"client";r=2;t=20',
    ]);
    const older = ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`));
    expect(older).toEqual(['3', '2', '20']);
  });

  test('used up is 429 until the time that it says', async () => {
    await open({ RATE_LIMIT: '3/m' });
    for (let times = 0; times < 3; times++) await ask();
    const { body, headers, status } = await ask();
    expect([status, headers.get('retry-after'), headers.get('ratelimit-remaining')]).toEqual([429, '20', '0']);
    expect(body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 20 } }]);
    pass(19_999);
    expect((await ask()).status).toBe(429);
    pass(1);
    expect((await ask()).status).toBe(200);
  });

  test('is no matter of what a client writes into its headers', async () => {
    await open({ RATE_LIMIT: '1/h' });
    const forged = { 'x-forwarded-for': '10.1.1.1', forwarded: 'for=10.1.1.1', 'x-real-ip': '10.1.1.1' };
    expect([(await ask()).status, (await ask(forged)).status]).toEqual([200, 429]);
  });

  test('is that of the address which a trusted proxy passes on', async () => {
    await open({ RATE_LIMIT: '1/h', TRUSTED_PROXIES: '127.0.0.1, ::1' });
    const from = async (address: string) => (await ask({ 'x-forwarded-for': address })).status;
    expect([await from('10.1.1.1'), await from('10.1.1.2'), await from('10.1.1.1')]).toEqual([200, 200, 429]);
    // Only what the proxy itself added counts; what stands before it the client may have written.
    expect(await from('10.9.9.9, 10.1.1.2')).toBe(429);
  });

  test('does not hold for health, and can be off', async () => {
    await open({ RATE_LIMIT: 'off' });
    const { headers } = await ask();
    expect(headers.get('ratelimit')).toBeNull();
    await gateway.close();
    await open({ RATE_LIMIT: '1/h' });
    for (let times = 0; times < 3; times++) expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  });
});

describe('with tokens', () => {
  let issuer: TestIssuer;
  let identified: IdentifiedGateway;
  beforeEach(async () => {
    issuer = await createTestIssuer();
    const { protection } = protectionOf({ RATE_LIMIT: '2/h', RATE_LIMIT_ANALYST: '4/h' });
    identified = await openIdentified([issuer.publicJwk], {
      protection,
      access: { anonymousPublic: true, demo: true },
    });
    gateway = identified;
  });
  const statuses = async (count: number, claims?: Record<string, unknown>) => {
    const token = claims === undefined ? {} : { ...bearer(await issuer.sign(claims)), 'x-purpose': 'DEVELOPMENT_TEST' };
    const found = [];
    for (let times = 0; times < count; times++) found.push((await ask(token)).status);
    return found;
  };

  test('each caller has a rate of its own, by its role', async () => {
    expect(await statuses(3, { sub: 'one' })).toEqual([200, 200, 429]);
    expect(await statuses(3, { sub: 'other' })).toEqual([200, 200, 429]);
    expect(await statuses(5, { sub: 'third', role: 'analyst' })).toEqual([200, 200, 200, 200, 429]);
  });

  test('all who ask through one system share one', async () => {
    expect(await statuses(1, { sub: 'one', client: 'hall' })).toEqual([200]);
    expect(await statuses(2, { sub: 'other', client: 'hall' })).toEqual([200, 429]);
  });

  test('an address that sends too many bad ones is heard again later; good ones known from before are heard all the time', async () => {
    await identified.close();
    const { protection, pass: passMs } = protectionOf({
      BAD_TOKEN_LIMIT: '3/m',
      RATE_LIMIT: 'off',
      TRUSTED_PROXIES: '127.0.0.1, ::1',
    });
    gateway = identified = await openIdentified([issuer.publicJwk], { protection });
    const from = async (address: string, token: string) => {
      const headers = { ...bearer(token), 'x-purpose': 'DEVELOPMENT_TEST', 'x-forwarded-for': address };
      const { body, headers: told, status } = await ask(headers);
      return {
        status,
        told: told.get('ratelimit'),
        again: told.get('retry-after'),
        code: body.errors?.[0]?.extensions['code'],
      };
    };
    const [known, late] = [await issuer.sign({ sub: 'known' }), await issuer.sign({ sub: 'late' })];
    const bad = await (await createTestIssuer()).sign();
    expect(await from('10.1.1.1', known)).toMatchObject({ status: 200, told: null });
    for (const left of [2, 1, 0])
      expect(await from('10.1.1.1', bad)).toMatchObject({
        status: 401,
        told: `"bad-tokens";r=${left};t=${(3 - left) * 20}`,
      });
    const refused = { status: 429, again: '20', code: 'TOO_MANY_BAD_TOKENS' };
    expect(await from('10.1.1.1', bad)).toMatchObject({ ...refused, told: '"bad-tokens";r=0;t=60' });
    expect(await from('10.1.1.1', late)).toMatchObject(refused);
    expect(await from('10.1.1.1', known)).toMatchObject({ status: 200 });
    expect(await from('10.1.1.2', late)).toMatchObject({ status: 200 });
    passMs(20_000);
    expect(await from('10.1.1.1', bad)).toMatchObject({ status: 401 });
    expect(await from('10.1.1.1', bad)).toMatchObject({ status: 429 });
  });
});
