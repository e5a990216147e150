import { createCityPlatform, type CityPlatformStandIn } from '../demo/city-platform.ts';
import { createLocalBus } from '../schema/changes/local-bus.ts';
import { createRateLedger } from '../subgraphs/connector/rate-ledger.ts';
import { sweep } from '../subgraphs/double-publicity/sources/sweep.ts';
import { openCachedRecords } from '../subgraphs/open-cached-records.ts';
import { serveDepartment, type Served } from '../subgraphs/serve-department.ts';
import { quiet } from './support/database.ts';
import { fixPackage } from '../subgraphs/double-publicity/package/fix-package.ts';
import { writePackages } from '../subgraphs/double-publicity/package/write-package.ts';
import { loadDepartments } from '../subgraphs/connector/load-departments.ts';
import { loadRepairRules } from '../subgraphs/measures/rules/repair-rules.ts';
import { openJudging } from '../subgraphs/open-double-publicity.ts';
import { loadAuthorities } from '../subgraphs/register/authorities.ts';
import { as } from './support/callers.ts';
import { openDistrict, type TestDistrict } from './support/district.ts';
import { publicity } from './support/publicity.ts';
import { until } from './support/until.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const hongjian = '9151090420599001XY';
const connected = ['court', 'market-regulation'];

let district: TestDistrict;
let city: CityPlatformStandIn;
let served: Served;
let sweepCourt: () => Promise<boolean>;
let close: () => Promise<void>;
beforeAll(async () => {
  city = await createCityPlatform({ today: () => '2026-07-07' });
  const { appKey = '', secret = '', url = '' } = city.settings;
  const cityPlatform = { appKey, secret, url };
  district = await openDistrict({ connected, hostSettings: { publicity, cityPlatform } });
  const { clock, host } = district;
  const { database } = host;
  const departments = await loadDepartments();
  const kept = openCachedRecords({ redisUrl: null, database, departments, clock, log: quiet });
  const around = { changes: createLocalBus(), ledger: createRateLedger(database), rateWaitMs: 3000, batchShare: 0.5 };
  const department = departments.find(({ name }) => name === 'court')!;
  served = await serveDepartment(department, district.standIn('court').settings, {
    ...kept,
    ...around,
    clock,
    database,
    log: quiet,
  });
  sweepCourt = () => sweep({ department, load: served.load, database, clock, everyMs: 86_400_000 });
  close = () => kept.close();
}, 60_000);
afterAll(async () => {
  await served.close();
  await close();
  await district[Symbol.asyncDispose]();
  await city.close();
});

interface Due {
  readonly recordKind: string;
  readonly duty: { readonly state: string; readonly publishBy: string | null; readonly daysLate: number | null };
  readonly faults: readonly { readonly column: string; readonly fault: string }[];
}
interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Due }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly total: number;
  readonly overdue: number;
  readonly coverage: { readonly way: string; readonly asked: number | null; readonly answered: number | null };
}
const worklist = `query ($department: String!, $state: [PublicityState!], $first: Int!, $after: String) {
  publicityDue(department: $department, state: $state, first: $first, after: $after) {
    edges { cursor node { organisation { creditCode name } recordId recordKind duty { state publishBy daysLate } faults { column fault } } }
    pageInfo { hasNextPage endCursor } total overdue coverage { way asked answered } } }`;
const due = async (variables: object, role = 'supervisor') => {
  const answer = await district.ask(worklist, { first: 100, ...variables }, as(role));
  return { ...answer, page: answer.data?.['publicityDue'] as unknown as Page };
};

async function allDue(variables: object): Promise<Due[]> {
  const read: Due[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo }: Page = (await due({ ...variables, first: 40, after })).page;
    read.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return read;
    after = pageInfo.endCursor;
  }
}

test('a department that can only be asked is asked about known organisations, within the share of batches', async () => {
  const { database } = district.host;
  const before = (await due({ department: 'court' })).page.coverage;
  expect(before).toEqual({ way: 'NOT_LISTED', asked: null, answered: null });
  const known = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM organisations');
  await database.query(
    `INSERT INTO publicity_sweeps (department, credit_code, due_at) SELECT 'court', credit_code, $2::timestamptz
     FROM organisations WHERE credit_code <> $1`,
    [hongjian, new Date(district.clock.now() + 3_600_000).toISOString()],
  );
  expect(await sweepCourt()).toBe(false);
  const { coverage, total } = (await due({ department: 'court', state: ['TO_PUBLISH', 'OVER'] })).page;
  expect(coverage).toEqual({ way: 'ASKED', asked: known[0]!.n, answered: 1 });
  expect(total).toBeGreaterThan(1);
  // Half of sixty calls a minute, four for each organisation: the seventh is the last that is answered.
  await database.query(`UPDATE publicity_sweeps SET due_at = $1`, [new Date(district.clock.now()).toISOString()]);
  while (await sweepCourt());
  const { answered } = (await due({ department: 'court' })).page.coverage;
  expect(answered).toBeGreaterThan(1);
  expect(answered).toBeLessThanOrEqual(8);
});

test('the worklist of a department is paged, most urgent first, and says what keeps a record from leaving', async () => {
  const { page, errors } = await due({ department: 'market-regulation', state: ['TO_PUBLISH'] });
  expect(errors).toEqual([]);
  expect(page.coverage.way).toBe('LISTED');
  const days = page.edges.map(({ node }) => node.duty.publishBy!);
  expect(days.length).toBeGreaterThan(3);
  expect(days).toEqual(days.toSorted());
  expect(page.overdue).toBeGreaterThanOrEqual(page.edges.filter(({ node }) => node.duty.daysLate! > 0).length);
  const read = await allDue({ department: 'market-regulation', state: ['TO_PUBLISH'] });
  expect(read.slice(0, 100)).toEqual(page.edges.map(({ node }) => node));
  expect(new Set(read.map((one) => JSON.stringify(one))).size).toBe(page.total);
});

test('how far each department can be listed is told at once, and what keeps records back is counted by column', async () => {
  const coverage = `{ publicityCoverage { department way why missing answered } }`;
  const told = async (role: string) => {
    const { data, errors } = await district.ask(coverage, {}, as(role));
    expect(errors).toEqual([]);
    return data!['publicityCoverage'] as unknown as { department: string; way: string; why: string | null }[];
  };
  const all = await told('coordinator');
  const departments = await loadDepartments();
  expect(all.map(({ department }) => department)).toEqual(departments.map(({ name }) => name));
  expect(all.filter(({ way, why }) => way === 'NOT_LISTED' && why === null)).toEqual([]);
  expect(all).toContainEqual(expect.objectContaining({ department: 'court', way: 'ASKED', why: 'PARTLY_ANSWERED' }));
  expect((await told('officer:court')).map(({ department }) => department)).toEqual(['court']);
  const counts = `query ($department: String!) { publicityDue(department: $department, first: 1) {
    heldBack { department column fault count } } }`;
  const { data } = await district.ask(counts, { department: 'market-regulation' }, as('supervisor'));
  const { heldBack } = data!['publicityDue'] as unknown as {
    heldBack: { department: string; column: string; fault: string; count: number }[];
  };
  const faults = (await allDue({ department: 'market-regulation' })).flatMap((one) => one.faults);
  expect(faults.length).toBeGreaterThan(0);
  for (const { column, count, fault } of heldBack)
    expect(faults.filter((one) => one.column === column && one.fault === fault)).toHaveLength(count);
  expect(heldBack.reduce((sum, { count }) => sum + count, 0)).toBe(faults.length);
});

test('an officer is given its own department, coordinator and supervisor every one, others none', async () => {
  const codeOf = async (role: string, department = 'court') =>
    (await due({ department, first: 1 }, role)).errors.map(({ extensions }) => extensions['code']);
  expect(await codeOf('officer:court')).toEqual([]);
  expect(await codeOf('coordinator')).toEqual([]);
  expect(await codeOf('officer:market-regulation')).toEqual(['UNAUTHORIZED_FIELD']);
  expect(await codeOf('analyst')).toContain('UNAUTHORIZED_FIELD');
  expect(await codeOf('supervisor', 'no-such')).toEqual(['ARGUMENT_INVALID']);
});

test('what the city platform accepted is published on the organisation, with its periods; silence is not completeness', async () => {
  const { database } = district.host;
  const judging = openJudging({
    database,
    publicity,
    repairRules: loadRepairRules(),
    authorities: loadAuthorities(),
    workingCalendar: null,
  });
  const parts = {
    ...judging,
    database,
    clock: district.clock,
    departments: await loadDepartments(),
    district: '510904',
  };
  const folder = temporaryFolder();
  await fixPackage(parts, '2026-07-06', 'csv');
  const [manifest] = await writePackages({ ...parts, out: folder.path });
  folder.remove();
  const left = Object.fromEntries(manifest!.files.map(({ part, rows }) => [part, rows]));
  expect(left['COURT_LIST']).toBeGreaterThan(0);
  const waiting = `SELECT 1 FROM publicity_rows WHERE state = 'SENT' LIMIT 1`;
  await until(async () => (await database.query(waiting)).length === 0, 30_000);
  const query = `query ($code: CreditCode!) { organisation(creditCode: $code) { doublePublicity { complete
    items { record { department recordKind documentNumber } duty { part state publishBy publishedOn severity
      periods { edition shortestUntil longestUntil } package } } } } }`;
  const { data, errors } = await district.ask(query, { code: hongjian }, as('analyst'));
  expect(errors).toEqual([]);
  const { complete, items } = (
    data!['organisation'] as unknown as { doublePublicity: { complete: boolean; items: object[] } }
  ).doublePublicity;
  expect(complete).toBe(false);
  expect(items).toContainEqual({
    record: { department: 'court', recordKind: 'DISHONEST_JUDGMENT_DEBTOR', documentNumber: '〔2023〕川0904执1201号' },
    duty: {
      part: 'COURT_LIST',
      state: 'PUBLISHED',
      publishBy: '2023-11-13',
      publishedOn: '2026-07-07',
      severity: 'SERIOUS',
      periods: { edition: '58号令', shortestUntil: '2024-11-02', longestUntil: '2026-11-02' },
      package: '510904_20260706',
    },
  });
});

test('coordinator and supervisor see how the books agree, and whoever may see records the lists of the city', async () => {
  const report = `query ($first: Int!) { cityReconciliation(first: $first) { connected kinds { kind owed accepted } missing { key } } }`;
  const codesOf = async (role: string, first: number) =>
    (await district.ask(report, { first }, as(role))).errors.map(({ extensions }) => extensions['code']);
  const { data } = await district.ask(report, { first: 10 }, as('coordinator'));
  const { connected: isConnected, kinds } = data!['cityReconciliation'] as unknown as {
    connected: boolean;
    kinds: { kind: string; owed: number; accepted: number }[];
  };
  expect(isConnected).toBe(true);
  expect(kinds.find(({ kind }) => kind === 'COURT_LIST')).toMatchObject({
    owed: expect.any(Number),
    accepted: expect.any(Number),
  });
  expect(kinds.map(({ kind }) => kind)).toContain('LISTING');
  expect(kinds.every(({ accepted, owed }) => accepted <= owed && owed > 0)).toBe(true);
  expect(await codesOf('officer:court', 10)).toContain('UNAUTHORIZED_FIELD');
  expect(await codesOf('supervisor', 0)).toEqual(['ARGUMENT_INVALID']);
  const listing = {
    type: 'LISTING',
    id: 'l1',
    creditCode: hongjian,
    listTitle: '市级重点关注名单',
    effect: 'ADVERSE',
    state: 'VALID',
  };
  city.say({ ...listing, listedOn: '2026-07-01' });
  const query = `query ($code: CreditCode!) { organisation(creditCode: $code) { cityListings { id listTitle effect state listedOn } } }`;
  const listings = async () =>
    (await district.ask(query, { code: hongjian }, as('analyst', 'CREDIT_REPORT'))).data![
      'organisation'
    ] as unknown as {
      cityListings: object[];
    };
  await until(async () => (await listings()).cityListings.length > 0);
  expect((await listings()).cityListings).toEqual([
    { id: 'l1', listTitle: '市级重点关注名单', effect: 'ADVERSE', state: 'VALID', listedOn: '2026-07-01' },
  ]);
});
