import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ConfigInvalid, readConfig } from '../gateway/config.ts';
import { placesOfOurs, urlSetting } from '../gateway/places.ts';
import { sdlDigest } from '../schema/subgraph-sdl.ts';
import { HostSettingsInvalid, readHostSettings } from '../subgraphs/config.ts';
import { serveHttp, type ServedHttp } from '../subgraphs/serve-http.ts';
import { openAuthorities, type CertificateFiles } from './support/certificates.ts';
import { openGateway, readableLog, silent } from './support/gateway.ts';
import { createSmallHost } from './support/small-host.ts';

const key = 'a key that gateway and hosts share';
const authorities = openAuthorities();
afterAll(() => authorities[Symbol.dispose]());
const office = authorities.create('office');
const stranger = authorities.create('stranger').issue('gateway');
const ofHost = office.issue('host');
const ofGateway = office.issue('gateway');

type Set = Partial<CertificateFiles>;
const settings = (prefix: string, set: Set) =>
  Object.fromEntries(Object.entries(set).map(([name, path]) => [`${prefix}_TLS_${name.toUpperCase()}`, path]));
const hostTls = (set: Set) => readHostSettings(settings('HOST', set), ['court']).tls;
const gatewayTls = (set: Set) => readConfig(settings('SUBGRAPH', set), []).subgraphTls;

const query = '{ organisation(creditCode: "PLAIN") { court { source { state } } } }';

async function serveCourt(set: Set, internalKey: string | null = null, log: Logger = silent) {
  const host = createSmallHost({ merged: {} }, ['court']);
  const parts = { host: '127.0.0.1', port: 0, internalKey, tls: hostTls(set), log };
  const served = await serveHttp(host as unknown as Parameters<typeof serveHttp>[0], parts);
  return { host, served };
}

/** What a gateway with these settings gets from the host, and how it finds it. */
async function askThrough({ port }: ServedHttp, set: Set, internalKey: string | null = null, scheme = 'https') {
  const { lines, log } = readableLog();
  const small = createSmallHost();
  const placeOf = placesOfOurs({
    host: small,
    urls: new Map([[urlSetting('court'), `${scheme}://127.0.0.1:${port}/court/graphql`]]),
    timeoutMs: 2000,
    tls: gatewayTls(set),
    internalKey,
  });
  const digests = new Map(small.subgraphs.map(({ name, sdl }) => [name, sdlDigest(sdl)]));
  const gateway = await openGateway({ placeOf, digests, log });
  const { body } = await gateway.ask(query);
  const health = (await (await fetch(`${gateway.url}/health/ready?subgraphs`)).json()) as {
    subgraphs: Record<string, { state: string }>;
  };
  await gateway.close();
  const { organisation } = body.data as unknown as { organisation: { court: { source: { state: string } } } };
  return {
    state: organisation.court.source.state,
    codes: (body.errors ?? []).map(({ extensions }) => extensions['code']),
    health: health.subgraphs['court']!.state,
    log: JSON.stringify(lines),
  };
}

const both: Set = ofGateway;
const answered = { state: 'ANSWERED', codes: [], health: 'ready' };
const silence = { state: 'UNAVAILABLE', codes: ['DEPARTMENT_UNAVAILABLE'], health: 'unreachable' };

describe('a host with a certificate and an authority', () => {
  const { lines, log } = readableLog();
  let court: Awaited<ReturnType<typeof serveCourt>>;
  beforeAll(async () => {
    court = await serveCourt(ofHost, null, log);
  });
  beforeEach(() => {
    court.host.contexts.length = 0;
    lines.length = 0;
  });
  afterAll(() => court.served.close());

  test('answers a gateway that shows a certificate of it', async () => {
    expect(await askThrough(court.served, both)).toMatchObject(answered);
    expect(court.host.contexts).toHaveLength(1);
  });

  test.each<[string, Set, string]>([
    ['without a certificate', { ca: ofHost.ca }, 'https'],
    ['with a certificate of another authority', { ...stranger, ca: ofHost.ca }, 'https'],
    ['that does not believe the host’s certificate', { ...ofGateway, ca: stranger.ca }, 'https'],
    ['that believes public authorities only', {}, 'https'],
    ['that speaks http', {}, 'http'],
  ])('is silent to a gateway %s', async (_, set, scheme) => {
    const { log: told, ...seen } = await askThrough(court.served, set, null, scheme);
    expect(seen).toEqual(silence);
    expect(court.host.contexts).toEqual([]);
    expect(lines.map(({ msg }) => msg)).toContain('a connection to this host was refused');
    expect(told).toContain('a subgraph gave no usable answer');
    expect(told + JSON.stringify(lines)).not.toContain('BEGIN');
  });
});

test('a certificate does not stand in for INTERNAL_KEY', async () => {
  const { host, served } = await serveCourt(ofHost, key);
  const [unsigned, signed] = [await askThrough(served, both), await askThrough(served, both, key)];
  await served.close();
  expect(unsigned).toMatchObject({ ...silence, health: 'ready' });
  expect(unsigned.log).toContain('the host refuses this gateway');
  expect(signed).toMatchObject(answered);
  expect(host.contexts).toHaveLength(1);
});

test('a host with a certificate alone answers whoever believes it', async () => {
  const { served } = await serveCourt({ key: ofHost.key, cert: ofHost.cert });
  const seen = [await askThrough(served, { ca: ofHost.ca }), await askThrough(served, {})];
  await served.close();
  expect(seen).toMatchObject([answered, silence]);
});

describe('settings that cannot be used', () => {
  const broken = join(authorities.folder, 'broken.pem');
  writeFileSync(broken, 'secret text that is no PEM');
  const none = join(authorities.folder, 'none.pem');

  test.each<[string, Set, string[]]>([
    ['a key alone', { key: ofHost.key }, ['_TLS_CERT: is needed with']],
    ['a certificate alone', { cert: ofHost.cert }, ['_TLS_KEY: is needed with']],
    ['the key of another certificate', { ...ofHost, key: ofGateway.key }, ['_TLS_KEY: is not the key of']],
    [
      'files that are not there or hold something else',
      { key: broken, cert: none, ca: broken },
      [`_TLS_KEY: "${broken}" holds no private key`, '_TLS_CERT: ', `_TLS_CA: "${broken}" holds no certificates`],
    ],
  ])('are named on both sides: %s', (_, set, starts) => {
    for (const [prefix, read] of [
      ['SUBGRAPH', gatewayTls],
      ['HOST', hostTls],
    ] as const) {
      const fault = caught(() => read(set));
      expect(fault).toBeInstanceOf(prefix === 'HOST' ? HostSettingsInvalid : ConfigInvalid);
      for (const start of starts) expect(fault.message).toContain(`- ${prefix}${start}`);
      expect(fault.message.match(/^- /gm)).toHaveLength(starts.length);
      expect(fault.message).not.toMatch(/secret|BEGIN/);
    }
  });

  test('an authority without a certificate of its own, on a host, which would speak http', () => {
    expect(caught(() => hostTls({ ca: ofHost.ca })).message).toContain('HOST_TLS_CA: needs HOST_TLS_KEY');
  });

  test('an address without encryption, beside certificates that are to be shown', () => {
    const environment = { ...settings('SUBGRAPH', both), SUBGRAPH_COURT_URL: 'http://court.example/court/graphql' };
    expect(caught(() => readConfig(environment, [])).message).toContain('SUBGRAPH_COURT_URL: is no https address');
  });
});

function caught(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('not refused');
}
