import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { placesOfAnother, placesOfOurs, urlSetting } from '../gateway/places.ts';
import { askingNobody } from '../schema/asking.ts';
import type { Caller } from '../schema/caller.ts';
import { createInternalSigner, createInternalVerifier, type InternalRequest } from '../schema/internal-request.ts';
import type { ServedHttp } from '../subgraphs/serve-http.ts';
import { foreignSupergraph } from './support/foreign.ts';
import { openGateway, readableLog, serveSmallHost } from './support/gateway.ts';
import { bearer, openIdentified, withErrands } from './support/identified-gateway.ts';
import { createSmallHost, type SmallHost } from './support/small-host.ts';
import { createTestIssuer, now } from './support/token-issuer.ts';

const key = 'a key that gateway and hosts share';
const officer: Caller = { id: 'account-17', role: 'officer', department: 'court', client: 'hall' };
const body = JSON.stringify({ query: '{ _entities(representations: []) { __typename } }' });
/** Signs as a gateway does that tells nothing but who asks. */
const signerOf = (parts: Parameters<typeof createInternalSigner>[0]) => {
  const sign = createInternalSigner(parts);
  return (request: InternalRequest, caller: Caller | null) => sign(request, { ...askingNobody, caller });
};
const signer = signerOf({ key, now: Date.now });
const courtPath = '/court/graphql';
const fields = { method: 'POST', path: courtPath, body };

describe('a host with a key', () => {
  let host: SmallHost;
  let served: ServedHttp;
  beforeAll(async () => {
    host = createSmallHost();
    served = await serveSmallHost(host, key);
  });
  beforeEach(() => {
    host.contexts.length = 0;
  });
  afterAll(() => served.close());

  async function post(headers: Record<string, string>, sent = body, path = courtPath) {
    const url = `http://127.0.0.1:${served.port}${path}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: sent,
    });
    return { status: response.status, text: await response.text() };
  }

  test.each<[string, Caller | null]>([
    ['an officer', officer],
    ['a representative', { id: 'r', role: 'representative', creditCode: '91510904MAXXXX015M' as never }],
    ['a clerk', { id: 'c', role: 'clerk' }],
    ['nobody', null],
  ])('believes its gateway that %s asks', async (_, caller) => {
    const { status, text } = await post(signer(fields, caller));
    expect([status, JSON.parse(text)]).toEqual([200, { data: { _entities: [] } }]);
    expect(host.contexts.map(({ request }) => request.caller)).toEqual([caller]);
  });

  const signed = signer(fields, officer);
  const forged = Buffer.from(JSON.stringify({ sub: 'x', role: 'supervisor' })).toString('base64url');
  const at = (ms: number) => signerOf({ key, now: () => Date.now() + ms })(fields, officer);
  const other = signerOf({ key: `${key}.`, now: Date.now });
  test.each<[string, Record<string, string>, string?, string?]>([
    ['that is unsigned', {}],
    ['that is unsigned and names a caller', { 'x-gateway-asking': forged }],
    ['with an empty signature', { ...signed, 'x-gateway-signature': '' }],
    ['with a signature that is no hexadecimal number', { ...signed, 'x-gateway-signature': 'z'.repeat(64) }],
    ['with half a signature', { ...signed, 'x-gateway-signature': signed['x-gateway-signature']!.slice(0, 32) }],
    ['signed with another key', other(fields, officer)],
    ['whose body was changed', signed, `${body} `],
    ['whose body was taken away', signed, ''],
    ['whose caller was changed', { ...signed, 'x-gateway-asking': forged }],
    ['whose caller was taken away', { ...signed, 'x-gateway-asking': '' }],
    ['whose time was changed', { ...signed, 'x-gateway-time': String(Date.now() + 1) }],
    ['whose nonce was changed', { ...signed, 'x-gateway-nonce': 'other' }],
    ['signed for another subgraph', signer({ ...fields, path: '/state-tax/graphql' }, officer)],
    ['with a query in its address that was not signed', signed, body, `${courtPath}?a`],
    ['signed for another method', signer({ ...fields, method: 'GET' }, officer)],
    ['that is older than a minute', at(-61_000)],
    ['that is more than a minute ahead', at(180_000)],
  ])('refuses a request %s', async (_, headers, sent = body, path = courtPath) => {
    const { status, text } = await post(headers, sent, path);
    expect(status).toBe(401);
    expect(JSON.parse(text)).toEqual({
      errors: [
        {
          message: 'This host answers its own gateway only.',
          extensions: { code: 'INTERNAL_REQUEST_REFUSED', remedy: expect.stringContaining('INTERNAL_KEY') },
        },
      ],
    });
    expect(host.contexts).toEqual([]);
  });

  test('answers a request once; played again, it is refused', async () => {
    const headers = signer(fields, officer);
    expect([(await post(headers)).status, (await post(headers)).status]).toEqual([200, 401]);
  });

  test('tells its health to everybody', async () => {
    for (const path of ['live', 'ready'])
      expect((await fetch(`http://127.0.0.1:${served.port}/health/${path}`)).status).toBe(200);
  });
});

test('a host without a key answers everybody, and believes nobody who says who asks', async () => {
  const host = createSmallHost();
  const served = await serveSmallHost(host);
  const response = await fetch(`http://127.0.0.1:${served.port}${courtPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signer(fields, officer) },
    body,
  });
  await served.close();
  expect([response.status, host.contexts.map(({ request }) => request.caller)]).toEqual([200, [null]]);
});

describe('what came before is remembered', () => {
  const request: InternalRequest = fields;
  let clock: number;
  const verifierOf = (mostNonces: number) => {
    clock = now;
    const sign = signerOf({ key, now: () => clock });
    const verify = createInternalVerifier({ key, now: () => clock, mostNonces });
    const accepts = (headers: Record<string, string>) => {
      try {
        return verify(request, (name) => headers[name]).caller === null;
      } catch {
        return false;
      }
    };
    return { accepts, sign: () => sign(request, null) };
  };

  test('for the minute in which it is believed, also of a clock that is ahead', () => {
    const { accepts, sign } = verifierOf(10);
    clock += 60_000;
    const ahead = sign();
    clock -= 60_000;
    expect(accepts(ahead)).toBe(true);
    for (let passed = 0; passed <= 120_000; passed += 15_000) {
      expect(accepts(ahead)).toBe(false);
      clock += 15_000;
      accepts(sign());
    }
  });

  test('in bounded memory: what had to be forgotten early is refused, not let through', () => {
    const { accepts, sign } = verifierOf(2);
    const requests = [0, 1, 2, 3].map(() => {
      clock += 1;
      return sign();
    });
    expect(requests.map(accepts)).toEqual([true, true, true, true]);
    expect(requests.map(accepts)).toEqual([false, false, false, false]);
  });
});

describe('a gateway with hosts in other processes', () => {
  const placesAt = (port: number, internalKey: string | null) => {
    const at = (name: string) => [urlSetting(name), `http://127.0.0.1:${port}/${name}/graphql`] as const;
    const urls = new Map([at('register'), at('court')]);
    const host = createSmallHost({ merged: {} }, undefined, withErrands);
    return { placeOf: placesOfOurs({ host, urls, timeoutMs: 2000, internalKey }) };
  };
  const query = '{ organisation(creditCode: "PLAIN") { name court { source { state } } } }';

  test('tells them who asks when they share a key, and nobody when there is none', async () => {
    const issuer = await createTestIssuer();
    const token = await issuer.sign({ role: 'officer', department: 'court' });
    for (const [internalKey, caller] of [
      [key, { id: 'account-17', role: 'officer', department: 'court' }],
      [null, null],
    ] as const) {
      const host = createSmallHost({ merged: {} }, ['register', 'court']);
      const served = await serveSmallHost(host, internalKey);
      const gateway = await openIdentified([issuer.publicJwk], placesAt(served.port, internalKey));
      const { body: answer } = await gateway.ask(query, {}, bearer(token));
      await gateway.close();
      await served.close();
      expect(answer).toEqual({
        data: { organisation: { name: '公司 PLAIN', court: { source: { state: 'ANSWERED' } } } },
      });
      expect(host.contexts.map(({ request }) => request.caller)).toEqual([caller, caller]);
    }
  });

  test.each([null, `${key}.`])(
    'that does not have their key (%p) says why in the log, and the client sees silence',
    async (own) => {
      const host = createSmallHost({ merged: {} }, ['court']);
      const served = await serveSmallHost(host, key);
      const { lines, log } = readableLog();
      const url = `http://127.0.0.1:${served.port}${courtPath}`;
      const urls = new Map([[urlSetting('court'), url]]);
      const placeOf = placesOfOurs({ host: createSmallHost(), urls, timeoutMs: 2000, internalKey: own });
      const gateway = await openGateway({ placeOf, log });
      const { body: answer } = await gateway.ask(query);
      await gateway.close();
      await served.close();
      expect(answer.data).toEqual({
        organisation: { name: '公司 PLAIN', court: { source: { state: 'UNAVAILABLE' } } },
      });
      expect(answer.errors!.map(({ extensions }) => extensions.code)).toEqual(['DEPARTMENT_UNAVAILABLE']);
      expect(JSON.stringify(answer)).not.toContain('INTERNAL');
      expect(JSON.stringify(lines)).toContain('INTERNAL_KEY differs');
    },
  );
});

test('services of somebody else are sent neither signature nor caller nor token', async () => {
  const received: IncomingHttpHeaders[] = [];
  const service = createServer((request, response) => {
    received.push(request.headers);
    response.setHeader('content-type', 'application/json').end('{"data":{"slow":"seen"}}');
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
  const issuer = await createTestIssuer();
  const gateway = await openIdentified([issuer.publicJwk], {
    supergraphSdl: foreignSupergraph(url, url),
    placeOf: placesOfAnother({ urls: new Map(), timeoutMs: 2000 }),
    digests: new Map(),
  });
  const { body: answer } = await gateway.ask('{ slow }', {}, bearer(await issuer.sign()));
  await gateway.close();
  service.close();
  expect(answer).toEqual({ data: { slow: 'seen' } });
  expect(received).toHaveLength(1);
  expect(Object.keys(received[0]!).filter((name) => /gateway|authorization/.test(name))).toEqual([]);
});
