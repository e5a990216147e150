import { createInternalSigner } from '../schema/internal-request.ts';
import { askingNobody } from '../schema/asking.ts';
import { serveHttp } from '../subgraphs/serve-http.ts';
import { plainTokens, as } from './support/callers.ts';
import { askAt, openDistrict, type TestDistrict } from './support/district.ts';
import { placesOfOurs } from '../gateway/places.ts';
import { createGateway } from '../gateway/server.ts';
import { listen } from '../gateway/listen.ts';
import { quiet } from './support/database.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const sdl = readFileSync(join(import.meta.dirname, '../schema/supergraph.graphql'), 'utf8');
const query = `query ($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { stateTax {
  source { state withheldRows } creditRecords { recordKind } creditRatings { grade } } } }`;

interface Tax {
  readonly source: { readonly state: string; readonly withheldRows: number };
  readonly creditRecords: readonly unknown[];
  readonly creditRatings: readonly { readonly grade: string }[];
}
let district: TestDistrict;
let codes: string[];

/** A gateway beside the district's, on the same host, whose public records are open to everybody. */
async function openToThePublic() {
  const gateway = await createGateway({
    supergraphSdl: sdl,
    placeOf: placesOfOurs({ host: district.host, urls: new Map(), timeoutMs: 10_000 }),
    digests: new Map(),
    documents: [],
    clockNotice: null,
    explorer: null,
    identity: plainTokens,
    access: { anonymousPublic: true, demo: false },
    log: quiet,
    now: Date.now,
  });
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  await gateway.warm();
  return { url: listening.url, close: async () => (await listening.drain(1000), await gateway.close()) };
}

beforeAll(async () => {
  district = await openDistrict({ connected: ['market-regulation', 'state-tax'] });
  const file = readFileSync(join(import.meta.dirname, '../demo/organisations.csv'), 'utf8');
  codes = [...new Set(file.match(/\b9[0-9A-Z]{17}\b/g))].slice(0, 60);
});
afterAll(() => district[Symbol.asyncDispose]());

async function taxOf(url: string, headers: Record<string, string>): Promise<Tax[]> {
  const { data } = await askAt(url)(query, { codes }, headers);
  return (data!['organisations'] as unknown as { stateTax: Tax }[]).map(({ stateTax }) => stateTax);
}

test('tax ratings other than A are for departments: the public sees the others counted, not shown', async () => {
  const whole = await taxOf(district.url, as('analyst'));
  expect(whole.map(({ source }) => source.withheldRows)).toEqual(whole.map(() => 0));
  const grades = new Set(whole.flatMap(({ creditRatings }) => creditRatings.map(({ grade }) => grade)));
  expect(grades.has('A') && grades.size > 1).toBe(true);

  const gateway = await openToThePublic();
  const { data, errors } = await (async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-purpose': 'PUBLIC_INFORMATION' },
      body: JSON.stringify({ query, variables: { codes } }),
    });
    return (await response.json()) as { data: { organisations: { stateTax: Tax }[] }; errors?: unknown };
  })();
  const shown = data.organisations.map(({ stateTax }) => stateTax);
  await gateway.close();
  expect(errors).toBeUndefined();
  expect(shown.map(({ creditRatings }) => creditRatings)).toEqual(
    whole.map(({ creditRatings }) => creditRatings.filter(({ grade }) => grade === 'A')),
  );
  expect(shown.map(({ creditRecords, source }) => creditRecords.length + source.withheldRows)).toEqual(
    whole.map(({ creditRecords }) => creditRecords.length),
  );
  expect(shown.some(({ source }) => source.withheldRows > 0)).toBe(true);
});

test('a host elsewhere gives out what its gateway says may be given, and PUBLIC records where nobody may say', async () => {
  const key = 'a key that gateway and hosts share';
  const body = JSON.stringify({
    query:
      '{ _entities(representations: [{ __typename: "Organisation", creditCode: "9151090420599001XY" }]) { ... on Organisation { stateTax { source { withheldRows } } } } }',
  });
  const fields = { method: 'POST', path: '/state-tax/graphql', body };
  const sign = createInternalSigner({ key, now: Date.now });
  const askHost = async (internalKey: string | null, headers: Record<string, string>) => {
    const served = await serveHttp(district.host, { host: '127.0.0.1', port: 0, internalKey });
    const response = await fetch(`http://127.0.0.1:${served.port}/state-tax/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const { data } = (await response.json()) as { data: { _entities: { stateTax: Tax }[] } };
    await served.close();
    return data._entities[0]!.stateTax.source.withheldRows;
  };
  const withheld = await askHost(key, sign(fields, askingNobody));
  expect(withheld).toBeGreaterThan(0);
  expect(await askHost(key, sign(fields, { ...askingNobody, levels: ['PUBLIC', 'SHARED'] }))).toBe(0);
  expect(await askHost(null, {})).toBe(withheld);
});
