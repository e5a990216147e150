import { fictionalCodes } from '../demo/fictional-codes.ts';
import { createRounds } from '../gateway/screening/run-round.ts';
import type { ScreeningPorts } from '../gateway/screening/screening-ports.ts';
import type { Caller } from '../schema/caller.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { localDay } from '../subgraphs/connector/timetable.ts';
import { openTestDatabase } from './support/database.ts';
import { openScreeningStage, share, type TestClock } from './support/screening-stage.ts';

/** 10000 takes minutes; the promises are the same for fewer, as long as a day's share is used up. */
const many = Number(process.env['SCREENING_ORGANISATIONS'] ?? 850);
const approval: Caller = { role: 'approval', id: 'approval-1' };
const morning = Date.parse('2026-07-06T09:30:00+08:00');

let database: Database & AsyncDisposable;
let clock: TestClock;
const now = () => clock.now();
let calls: { department: string; atMs: number }[];
const onCall = (department: string) => void calls.push({ department, atMs: clock.now() });
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  clock = { ms: morning, now: () => clock.ms };
  calls = [];
  await database.query(
    'TRUNCATE screenings, screening_items, green_channel_requests, eligibility_evidence, department_calls CASCADE',
  );
});
afterAll(() => database[Symbol.asyncDispose]());

const shown = 'id state of done failed estimatedEndAt waitingFor { department until }';

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly of: number;
  readonly done: number;
  readonly failed: number;
  readonly estimatedEndAt: string | null;
  readonly waitingFor: readonly { readonly department: string; readonly until: string }[];
}

async function start(ports: ScreeningPorts, creditCodes: readonly unknown[], input = {}, caller = approval) {
  const query = `mutation ($input: StartScreeningInput!) { startScreening(input: $input) { userErrors { code field } screening { ${shown} } } }`;
  const variables = { input: { idempotencyKey: 'batch-1', matter: 'SP-001', creditCodes, ...input } };
  const { data, errors } = await ports.ask({ query, variables }, caller);
  if (data?.['startScreening'] == null) throw new Error(String(errors[0]?.extensions?.['code']));
  return data['startScreening'] as { screening: Shown | null; userErrors: { code: string; field: string | null }[] };
}

async function look(ports: ScreeningPorts, id: string, caller = approval): Promise<Shown | null> {
  const query = `query ($id: ID!) { screening(id: $id) { ${shown} } }`;
  const { data } = await ports.ask({ query, variables: { id } }, caller);
  return data!['screening'] as Shown | null;
}

/** Rounds, with the clock put forward to each next one, until nothing is left or `until` says so. */
async function work(ports: ScreeningPorts, until: () => boolean = () => false): Promise<void> {
  const runRound = createRounds(ports, now);
  for (let nextAtMs: number | null = clock.ms; nextAtMs !== null && !until();) {
    clock.ms = Math.max(clock.ms, nextAtMs);
    nextAtMs = await runRound();
  }
}

/** The most calls within any window of a length. */
function most(department: string, lengthMs: number): number {
  const starts = calls.filter((one) => one.department === department).map(({ atMs }) => atMs);
  let from = 0;
  return Math.max(
    ...starts.map((atMs, at) => {
      while (starts[from]! <= atMs - lengthMs) from += 1;
      return at - from + 1;
    }),
  );
}

test('a batch that is killed and resumed decides each organisation once, within the limits, and ends when it said', async () => {
  const codes = fictionalCodes(many);
  let id: string;
  let estimatedEndAt: string;
  {
    await using stage = await openScreeningStage({ database, clock, onCall });
    const { screening } = await start(stage.ports, codes);
    id = screening!.id;
    estimatedEndAt = screening!.estimatedEndAt!;
    let rounds = 0;
    // It dies when decisions of its last round are taken and nobody has been told.
    const waitedFor = new Set<string>();
    const dying: ScreeningPorts = {
      ...stage.ports,
      async settle(report) {
        if (rounds++ >= 60) throw new Error('killed');
        await stage.ports.settle(report);
        for (const { department } of (await look(stage.ports, id))!.waitingFor) waitedFor.add(department);
      },
    };
    await expect(work(dying)).rejects.toThrow('killed');
    const { done, state } = (await look(stage.ports, id))!;
    expect(state).toBe('RUNNING');
    expect(done).toBeGreaterThan(0);
    expect(waitedFor).toContain('environment');
  }
  await using stage = await openScreeningStage({ database, clock, onCall });
  await work(stage.ports);
  expect(await look(stage.ports, id)).toMatchObject({ state: 'DONE', of: many, done: many, failed: 0, waitingFor: [] });
  const counted = await database.query(
    'SELECT count(*)::int AS decisions, count(DISTINCT credit_code)::int AS organisations FROM green_channel_decisions',
  );
  expect(counted).toEqual([{ decisions: many, organisations: many }]);

  expect(most('court', 60_000)).toBeLessThanOrEqual(60 * share);
  expect(most('environment', 1000)).toBeLessThanOrEqual(5 * share);
  const days = Map.groupBy(
    calls.filter(({ department }) => department === 'environment'),
    ({ atMs }) => localDay(atMs),
  );
  expect(Math.max(...[...days.values()].map(({ length }) => length))).toBeLessThanOrEqual(5000 * share);
  expect(days.size).toBeGreaterThan(1);
  const [said, took] = [Date.parse(estimatedEndAt) - morning, clock.ms - morning];
  expect(took / said).toBeGreaterThan(0.9);
  expect(took / said).toBeLessThan(1.2);
}, 1_800_000);

test('an interactive query is answered while a batch has used up its share', async () => {
  await using stage = await openScreeningStage({ database, clock, onCall });
  const codes = fictionalCodes(40);
  await start(stage.ports, codes.slice(0, 30));
  await createRounds(stage.ports, now)();
  const before = calls.length;
  expect(most('court', 60_000)).toBe(30);
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
  await work(stage.ports);
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
