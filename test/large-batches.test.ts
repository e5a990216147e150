import { createHash } from 'node:crypto';
import type { DisclosureEntry } from '../schema/disclosure.ts';
import { urlSetting, placesOfOurs } from '../gateway/places.ts';
import { openGateway, serveSmallHost, type Asked, type OpenGateway } from './support/gateway.ts';
import { codes as known, createSmallHost, type SmallHost } from './support/small-host.ts';

const many = Array.from({ length: 450 }, (_, at) => `C${at}`);
const busy = 321;
many[busy] = known.busy;
many[busy + 1] = known.stale;
const query = `query ($creditCodes: [CreditCode!]!) { departments: __typename organisations(creditCodes: $creditCodes) {
  creditCode name court { source { state } courtRulings { caseNumber } } } }`;

let elsewhere: SmallHost;
let served: Awaited<ReturnType<typeof serveSmallHost>>;
let gateway: OpenGateway;
const entries: DisclosureEntry[] = [];
beforeAll(async () => {
  elsewhere = createSmallHost({ merged: {} }, ['court']);
  served = await serveSmallHost(elsewhere);
  const urls = new Map([[urlSetting('court'), `http://127.0.0.1:${served.port}/court/graphql`]]);
  gateway = await openGateway({
    placeOf: placesOfOurs({ host: createSmallHost(), urls, timeoutMs: 5000 }),
    disclosures: { append: async (entry) => void entries.push(entry) },
  });
});
beforeEach(() => {
  elsewhere.contexts.length = 0;
  entries.length = 0;
});
afterAll(async () => {
  await gateway.close();
  await served.close();
});

interface Found {
  readonly creditCode: string;
  readonly name: string;
  readonly court: { readonly source: { readonly state: string }; readonly courtRulings: unknown };
}

const foundIn = ({ body }: Asked) => (body.data as unknown as { organisations: Found[] }).organisations;
const ask = (creditCodes: readonly string[]) => gateway.ask(query, { creditCodes });

test('many organisations are asked of a host in parts, and answered as if it had been asked about all at once', async () => {
  const answer = await ask(many);
  expect(elsewhere.contexts).toHaveLength(3);
  const found = foundIn(answer);
  expect(found.map(({ creditCode }) => creditCode)).toEqual(many);
  const rulings = found.map(({ court }) => JSON.stringify(court.courtRulings));
  const expected = many.map((code) => JSON.stringify([{ caseNumber: `court ${code}` }]));
  expect(rulings).toEqual(expected.with(busy, 'null'));
  expect(answer.body.errors).toMatchObject([
    { path: ['organisations', busy, 'court'], extensions: { code: 'DEPARTMENT_BUSY' } },
  ]);
  expect(answer.body.extensions).toMatchObject({ warnings: [{ department: 'court', creditCode: known.stale }] });
});

test.each([
  ['few', many.slice(0, 3)],
  ['many', many],
])('the log has the digest of the text of the data, of %s organisations', async (_, about) => {
  const { body } = await ask(about);
  expect(entries.map(({ content }) => content.digest)).toEqual([
    createHash('sha256').update(JSON.stringify(body.data)).digest('hex'),
  ]);
});

test('a host that is gone is silent about each of them, at its place', async () => {
  await served.close();
  const answer = await ask(many);
  expect(foundIn(answer).map(({ court }) => court.source.state)).toEqual(many.map(() => 'UNAVAILABLE'));
  const paths = (answer.body.errors ?? []).map(({ path }) => path![1]).toSorted((a, b) => Number(a) - Number(b));
  expect(paths).toEqual(many.map((_, at) => at));
});
