import { fictionalCodes } from '../demo/fictional-codes.ts';
import { createRounds } from '../gateway/screening/run-round.ts';
import type { Caller } from '../schema/caller.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { openTestDatabase } from './support/database.ts';
import {
  approval,
  look,
  morning,
  mostWithin,
  nothingScreened,
  start,
  work,
  type Call,
} from './support/screening-batch.ts';
import { openScreeningStage, type TestClock } from './support/screening-stage.ts';

let database: Database & AsyncDisposable;
let clock: TestClock;
const now = () => clock.now();
let calls: Call[];
const onCall = (department: string) => void calls.push({ department, atMs: clock.now() });
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  clock = { ms: morning, now: () => clock.ms };
  calls = [];
  await database.query(nothingScreened);
});
afterAll(() => database[Symbol.asyncDispose]());

test('an interactive query is answered while a batch has used up its share', async () => {
  await using stage = await openScreeningStage({ database, clock, onCall });
  const codes = fictionalCodes(40);
  await start(stage.ports, codes.slice(0, 30));
  await createRounds(stage.ports, now)();
  const before = calls.length;
  expect(mostWithin(calls, 'court', 60_000)).toBe(30);
  const { body } = await stage.gateway.ask(
    'query ($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { court { source { state } } environment { source { state } } } }',
    { codes: codes.slice(39) },
  );
  expect(body.data!['organisations']).toEqual([
    { court: { source: { state: 'ANSWERED' } }, environment: { source: { state: 'ANSWERED' } } },
  ]);
  expect(calls).toHaveLength(before + 7);
});

test('results come in the order of the codes, page by page, with verdict, reasons and receipt', async () => {
  await using stage = await openScreeningStage({ database, clock, onCall, unlimited: true });
  const codes = fictionalCodes(25);
  const { screening } = await start(stage.ports, [...codes, codes[3]]);
  expect(screening).toMatchObject({ of: 25 });
  await work(stage.ports, clock);
  const query = `query ($id: ID!, $after: String) { screening(id: $id) { results(first: 20, after: $after) {
    pageInfo { hasNextPage endCursor } edges { node { position creditCode state verdict reasons receipt decidedAt fault } } } } }`;
  const page = async (after: string | null) => {
    const { data } = await stage.ports.ask({ query, variables: { id: screening!.id, after } }, approval);
    return (data!['screening'] as { results: Page }).results;
  };
  const first = await page(null);
  const second = await page(first.pageInfo.endCursor);
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(second.pageInfo.hasNextPage).toBe(false);
  const nodes = [...first.edges, ...second.edges].map(({ node }) => node);
  expect(nodes.map(({ creditCode }) => creditCode)).toEqual(codes);
  expect(nodes[7]).toMatchObject({ position: 8, state: 'DECIDED', verdict: 'ELIGIBLE', reasons: ['CLEAN_YEARS'] });
  expect(nodes.every(({ receipt }) => receipt.startsWith('LT20260706-'))).toBe(true);
});

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly edges: readonly { readonly node: { readonly creditCode: string; readonly receipt: string } }[];
}

test('the same key gives the same batch, with other input it is refused; a cancelled one is not worked on', async () => {
  await using stage = await openScreeningStage({ database, clock, onCall });
  const codes = fictionalCodes(30);
  const { screening } = await start(stage.ports, codes);
  expect((await start(stage.ports, codes)).screening!.id).toBe(screening!.id);
  expect((await start(stage.ports, codes.slice(1))).userErrors).toEqual([
    { code: 'IDEMPOTENCY_KEY_REUSED', field: 'idempotencyKey' },
  ]);
  const query = 'mutation ($id: ID!) { cancelScreening(id: $id) { userErrors { code } screening { state } } }';
  const cancel = (caller: Caller) => stage.ports.ask({ query, variables: { id: screening!.id } }, caller);
  expect((await cancel({ ...approval, id: 'approval-2' })).data!['cancelScreening']).toMatchObject({
    userErrors: [{ code: 'SCREENING_NOT_FOUND' }],
  });
  expect((await cancel(approval)).data!['cancelScreening']).toMatchObject({ screening: { state: 'CANCELLED' } });
  expect(await createRounds(stage.ports, now)()).toBeNull();
  expect(calls).toEqual([]);
});

test.each([
  ['no organisation', [], {}, 'SCREENING_SIZE_INVALID'],
  ['more than 10,000', Array.from({ length: 10_001 }, () => '91510904MAXXXX015M'), {}, 'SCREENING_SIZE_INVALID'],
  ['an invalid code', ['91510904MAXXXX015N'], {}, 'CREDIT_CODE_INVALID'],
  ['an unknown matter', ['91510904MAXXXX015M'], { matter: 'nothing' }, 'MATTER_NOT_FOUND'],
  ['a day to come', ['91510904MAXXXX015M'], { on: '2026-07-07' }, 'DAY_INVALID'],
])('a batch of %s is refused, and nothing is kept', async (_, codes, input, refused) => {
  await using stage = await openScreeningStage({ database, clock, onCall });
  expect(await start(stage.ports, codes, input)).toMatchObject({ screening: null, userErrors: [{ code: refused }] });
  expect(await database.query('SELECT count(*)::int AS n FROM screenings')).toEqual([{ n: 0 }]);
});

test('batches are for approval systems and officers, are shown to who handed them in, and clients cannot take up work', async () => {
  await using stage = await openScreeningStage({ database, clock, onCall });
  await expect(start(stage.ports, fictionalCodes(1), {}, { role: 'analyst', id: 'a' })).rejects.toThrow(
    'ACTION_NOT_ALLOWED',
  );
  const { screening } = await start(stage.ports, fictionalCodes(1));
  expect(await look(stage.ports, screening!.id, { role: 'approval', id: 'another' })).toBeNull();
  const { data, errors } = await stage.ports.ask(
    { query: 'mutation { claimScreening(most: 1) }', variables: {} },
    { role: 'operator', id: 'gateway:screening' },
  );
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
});
