import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRounds } from '../gateway/screening/run-round.ts';
import { resultRows } from '../subgraphs/eligibility/screening/result-table.ts';
import { findScreening } from '../subgraphs/eligibility/screening/read.ts';
import { serveHttp } from '../subgraphs/serve-http.ts';
import { as } from './support/callers.ts';
import { askAt, MONDAY, type GraphqlAnswer } from './support/district.ts';
import { openInvestigations, serveInvestigations, type Row } from './support/investigations.ts';

/** Whose only records are: one that is not shown, one of each kind, a good one that is not shown, none. */
const [hidden, both, good, none] = [
  '91510904MAXXXX015M',
  '9151090420599001XY',
  '91510904205990028Y',
  '91510904MAXXXX111Y',
];
const row = (USCC: string, ID: string, changes: Partial<Row> = {}): Row => ({
  ID,
  USCC,
  MC: '',
  LX: '处罚',
  WH: `办案罚〔2025〕${ID}号`,
  RQ: '2025-09-01',
  GK: '公开',
  ...changes,
});
const rows = [
  row(hidden, '71', { GK: '内部' }),
  row(both, '72', { GK: '内部' }),
  row(both, '73'),
  row(good, '74', { GK: '内部', LX: '守信', RQ: '2026-01-05' }),
];
/** What would give a row away that is not shown: its number, and what the officer's answers call it. */
const secrets = new Set(['〕71号', '〕72号', '〕74号']);

let district: Awaited<ReturnType<typeof openInvestigations>>;
let gateway: Awaited<ReturnType<typeof serveInvestigations>>;
beforeAll(async () => {
  district = await openInvestigations(rows);
  gateway = await serveInvestigations(district.host);
  const { data } = await ask(
    '{ organisations(creditCodes: $codes) { investigations { creditRecords { id documentNumber } } } }',
    officer,
  );
  const all = (data!['organisations'] as unknown as Organisation[]).flatMap(
    (one) => one.investigations!.creditRecords!,
  );
  expect(all).toHaveLength(rows.length);
  for (const one of all) if (!one.documentNumber.includes('〕73号')) secrets.add(one.id);
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await district.close();
});

const [officer, clerk] = ['officer:investigations', 'approval'];
interface GreenChannel {
  readonly verdict: string;
  readonly withheld: readonly { readonly department: string; readonly rows: number }[];
  readonly reasons: readonly { readonly kind: string; readonly record: { readonly documentNumber: string } | null }[];
  readonly wouldChange: readonly { readonly kind: string }[];
}
interface Organisation {
  readonly investigations?: {
    readonly source: { readonly withheldRows: number };
    readonly creditRecords: { readonly id: string; readonly documentNumber: string }[] | null;
    readonly rulings: readonly unknown[];
  };
  readonly greenChannel: GreenChannel;
}

async function ask(query: string, role: string, variables: object = {}, url = gateway.url): Promise<GraphqlAnswer> {
  const named = query.includes('$codes') ? `query ($codes: [CreditCode!]!) ${query}` : query;
  return askAt(url)(named, { codes: [hidden, both, good, none], ...variables }, as(role));
}

const outcome = `verdict withheld { department rows } reasons { kind endsOn until record { id documentNumber documentOn } }
  wouldChange { kind on record { id } }`;
const everything = `{ organisations(creditCodes: $codes) {
  investigations { source { withheldRows } creditRecords { id documentNumber } rulings { openness record { id } } }
  greenChannel(matter: "SP-001") { ${outcome} } } }`;

async function verdicts(role: string, url?: string) {
  const { data, errors, text } = await ask(everything, role, {}, url);
  expect(errors).toEqual([]);
  return { text, organisations: data!['organisations'] as unknown as Organisation[] };
}
const leaked = (text: string) => [...secrets].filter((secret) => text.includes(secret));
const one = [{ department: 'investigations', rows: 1 }];

test('a verdict is of all records; its reasons leave out those that are not for whoever asks, and count them', async () => {
  const [clerks, officers] = [await verdicts(clerk), await verdicts(officer)];
  const said = ['NOT_ELIGIBLE', 'NOT_ELIGIBLE', 'ELIGIBLE', 'ELIGIBLE'];
  for (const { organisations } of [clerks, officers])
    expect(organisations.map(({ greenChannel }) => greenChannel.verdict)).toEqual(said);

  expect(clerks.organisations.map(({ greenChannel }) => greenChannel.withheld)).toEqual([one, one, one, []]);
  expect(officers.organisations.flatMap(({ greenChannel }) => greenChannel.withheld)).toEqual([]);
  const numbers = ({ greenChannel }: Organisation) => [
    ...new Set(greenChannel.reasons.flatMap(({ record }) => record?.documentNumber ?? [])),
  ];
  expect(clerks.organisations.map(numbers)).toEqual([[], ['办案罚〔2025〕73号'], [], []]);
  expect(officers.organisations.map((given) => numbers(given).length)).toEqual([1, 2, 1, 0]);
  expect(clerks.organisations[0]!.greenChannel.wouldChange).toEqual([]);
  expect(officers.organisations[0]!.greenChannel.wouldChange).not.toEqual([]);

  expect(clerks.organisations.map(({ investigations }) => investigations!.source.withheldRows)).toEqual([1, 1, 1, 0]);
  expect(clerks.organisations.map(({ investigations }) => investigations!.rulings.length)).toEqual([0, 1, 0, 0]);
  expect(leaked(clerks.text)).toEqual([]);
  expect(leaked(officers.text)).toHaveLength(secrets.size);
});

const decideQuery = `mutation ($input: DecideGreenChannelInput!) { decideGreenChannel(input: $input) { request { decision {
  receipt evidence { sha256 content withheld { department rows } } outcome { ${outcome} } } } } }`;
const showQuery = `query ($receipt: ID!) { greenChannelDecision(receipt: $receipt) {
  evidence { sha256 content withheld { department rows } } outcome { ${outcome} } } }`;
interface Decision {
  readonly receipt: string;
  readonly evidence: { readonly sha256: string | null; readonly content: string; readonly withheld: readonly object[] };
  readonly outcome: GreenChannel;
}

test.each([officer, clerk])(
  'a decision by %s is kept with all it rested on, and shown to each as far as it may see',
  async (role) => {
    const input = { idempotencyKey: `of-${role}`, creditCode: both, matter: 'SP-001' };
    const decided = await ask(decideQuery, role, { input });
    const { receipt } = (decided.data!['decideGreenChannel'] as unknown as { request: { decision: Decision } }).request
      .decision;
    if (role === clerk) expect(leaked(decided.text)).toEqual([]);

    const shownTo = async (reader: string) => await ask(showQuery, reader, { receipt });
    const [officers, clerks] = [await shownTo(officer), await shownTo(clerk)];
    const whole = officers.data!['greenChannelDecision'] as unknown as Decision;
    const part = clerks.data!['greenChannelDecision'] as unknown as Decision;
    expect(createHash('sha256').update(whole.evidence.content).digest('hex')).toBe(whole.evidence.sha256);
    expect(whole.evidence.withheld).toEqual([]);
    expect(whole.evidence.content).toContain('〕72号');
    expect(part.outcome).toMatchObject({ verdict: whole.outcome.verdict, withheld: one });
    // A digest of the whole beside a part of it would tell a right guess from a wrong one.
    expect(part.evidence).toMatchObject({ sha256: null, withheld: one });
    expect(part.evidence.content).toContain('〕73号');
    expect(leaked(clerks.text)).toEqual([]);
  },
);

test('plain calls say the same, and count the same', async () => {
  const headers = { ...as(clerk), 'content-type': 'application/json' };
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${gateway.url}/api/green-channel/${path}`, { headers, ...init });
    const text = await response.text();
    expect(leaked(text)).toEqual([]);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const about = { verdict: 'NOT_ELIGIBLE', withheld: one };
  expect(await call(`${hidden}?matter=SP-001`)).toMatchObject({ ...about, wouldChange: [] });
  const body = JSON.stringify({ matter: 'SP-001', idempotencyKey: 'plain' });
  const decided = await call(`${hidden}/decisions`, { method: 'POST', body });
  expect(decided).toMatchObject({ outcome: about, evidence: { sha256: null } });
  expect(await call(`decisions/${decided['receipt'] as string}`)).toMatchObject({ outcome: about });
});

test('a batch and its results on file name no reason that is not for whoever handed it in', async () => {
  const caller = { role: 'approval', id: 'batch-clerk' } as const;
  const start = `mutation ($input: StartScreeningInput!) { startScreening(input: $input) { screening { id } } }`;
  const input = { idempotencyKey: 'batch', matter: 'SP-001', creditCodes: [hidden, both, none] };
  const { data } = await gateway.screening.ask({ query: start, variables: { input } }, caller);
  const { id } = (data!['startScreening'] as { screening: { id: string } }).screening;
  const round = createRounds(gateway.screening, () => MONDAY);
  while ((await round()) !== null);
  const query = `query ($id: ID!) { screening(id: $id) { results { edges { node { verdict reasons withheld { department rows } } } } } }`;
  const shown = await gateway.screening.ask({ query, variables: { id } }, caller);
  expect((shown.data!['screening'] as { results: { edges: unknown[] } }).results.edges).toEqual([
    { node: { verdict: 'NOT_ELIGIBLE', reasons: [], withheld: one } },
    { node: { verdict: 'NOT_ELIGIBLE', reasons: ['RECORD_OPEN', 'RECORD_IN_WINDOW'], withheld: one } },
    { node: { verdict: 'ELIGIBLE', reasons: ['CLEAN_YEARS'], withheld: [] } },
  ]);
  const { database } = district.host;
  const written: (readonly string[])[] = [];
  for await (const cells of resultRows(database, (await findScreening(database, id))!)) written.push(cells);
  expect(written.map((cells) => [cells[3], cells[4], cells[5]])).toEqual([
    ['NOT_ELIGIBLE', '', 'investigations:1'],
    ['NOT_ELIGIBLE', 'RECORD_OPEN RECORD_IN_WINDOW', 'investigations:1'],
    ['ELIGIBLE', 'CLEAN_YEARS', ''],
  ]);
});

test('what carries all records to those who judge them is nothing that a client can ask for, or see that it is there', async () => {
  const asked = await ask(
    `{ organisations(creditCodes: $codes) { investigations { recordsOnFile { id openTo } } } }`,
    officer,
  );
  expect([asked.status, asked.data]).toEqual([400, null]);
  expect(asked.text).toContain('Cannot query field');
  const seen = await ask(
    `{ section: __type(name: "InvestigationsSection") { fields { name } } record: __type(name: "CreditRecord") { fields { name } } }`,
    officer,
  );
  expect(seen.text).toContain('creditRecords');
  expect(seen.text).not.toMatch(/recordsOnFile|openTo/);
});

test.each([
  ['with the key, all are judged', 'a key that gateway and hosts have in common', 'NOT_ELIGIBLE'],
  ['without one it gives what is PUBLIC, and nothing clean is concluded', null, 'UNDETERMINED'],
])('a host elsewhere: %s', async (_, internalKey, verdict) => {
  const served = await serveHttp(district.host, { host: '127.0.0.1', port: 0, internalKey });
  const url = `http://127.0.0.1:${served.port}/investigations/graphql`;
  const far = await serveInvestigations(district.host, { url, internalKey });
  const { organisations, text } = await verdicts(clerk, far.url);
  await far.close();
  await served.close();
  expect(organisations[0]!.greenChannel.verdict).toBe(verdict);
  expect(organisations[3]!.greenChannel.verdict).toBe('ELIGIBLE');
  expect(leaked(text)).toEqual([]);
});

test('a host whose records for the verdict are not what the schema says is silent, not clean', async () => {
  const origin = {
    department: 'investigations',
    state: 'ANSWERED',
    asOf: new Date(MONDAY).toISOString(),
    nextExpected: null,
  };
  const source = { ...origin, rejectedRows: 0, unlinkedRows: 0, unlinkedAdverseRows: 0, withheldRows: 0 };
  let records: unknown = [];
  const system = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { _entities: [{ investigations: { source, recordsOnFile: records } }] } }));
  }).listen(0, '127.0.0.1');
  await once(system, 'listening');
  const url = `http://127.0.0.1:${(system.address() as AddressInfo).port}/investigations/graphql`;
  const far = await serveInvestigations(district.host, { url });
  const query = `{ organisation(creditCode: "${none}") { greenChannel(matter: "SP-001") { verdict } } }`;
  const verdict = async () => (await ask(query, clerk, {}, far.url)).data!['organisation'];
  expect(await verdict()).toEqual({ greenChannel: { verdict: 'ELIGIBLE' } });
  for (records of ['none', ['garbage'], [{ id: 'only this' }], null])
    expect(await verdict()).toEqual({ greenChannel: { verdict: 'UNDETERMINED' } });
  await far.close();
  system.close();
});
