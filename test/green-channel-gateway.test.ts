import { createHash } from 'node:crypto';
import { canonicalJson } from '../schema/canonical-json.ts';
import { readReceipt } from '../subgraphs/eligibility/decisions/receipt.ts';
import { decideGreenChannel } from '../subgraphs/eligibility/verdict/decide.ts';
import type { Evidence } from '../subgraphs/eligibility/verdict/input.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { openTestDatabase } from './support/database.ts';
import { clean, openStage, whole, type Said, type Stage } from './support/eligibility-stage.ts';
import { acceptedObjection, asked, measure, record } from './support/green-channel-evidence.ts';

const code = '91510904MAXXXX015M';
let database: Database & AsyncDisposable;
let said: Said;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  said = clean();
  await database.query('TRUNCATE green_channel_requests, eligibility_evidence, acceptances CASCADE');
});
afterAll(() => database[Symbol.asyncDispose]());

const verdictQuery = `query Verdict($matter: String = "SP-001", $on: Date) {
  organisation(creditCode: "${code}") {
    greenChannel(matter: $matter, on: $on) { verdict on edition reasons { kind speaksFor department state clause { id verified } record { id department } } } } }`;
interface Verdict {
  readonly verdict: string;
  readonly reasons: { readonly kind: string; readonly department: string | null }[];
}
async function verdictAt({ ask }: Stage, variables = {}): Promise<Verdict> {
  const { data, errors } = await ask(verdictQuery, variables);
  const { greenChannel } = data!['organisation'] as unknown as { greenChannel: Verdict | null };
  if (greenChannel === null) throw new Error(JSON.stringify(errors));
  return greenChannel;
}

const decisionFields = `receipt creditCode decidedAt decidedBy evidence { sha256 content }
  outcome { verdict matter on edition sections { department state asOf ageHours reliance } wouldChange { kind on record { id } }
    reasons { kind speaksFor because endsOn clause { id text } record { id documentNumber documentOn } } }`;
const decideMutation = `mutation Decide($input: DecideGreenChannelInput!) {
  decideGreenChannel(input: $input) { userErrors { code field } request { id organisation { creditCode } decision { ${decisionFields} } } } }`;
const showQuery = `query Show($receipt: ID!) { greenChannelDecision(receipt: $receipt) { ${decisionFields} } }`;

interface Decision {
  readonly receipt: string;
  readonly decidedBy: string;
  readonly outcome: { readonly verdict: string; readonly on: string };
  readonly evidence: { readonly sha256: string; readonly content: string };
}
interface Payload {
  readonly request: { readonly id: string; readonly decision: Decision } | null;
  readonly userErrors: { readonly code: string; readonly field: string }[];
}
async function decide({ ask }: Stage, input: Record<string, unknown> = {}): Promise<Payload> {
  const whole = { idempotencyKey: 'key-1', creditCode: code, matter: 'SP-001', ...input };
  const { data, errors } = await ask(decideMutation, { input: whole });
  const payload = data?.['decideGreenChannel'] as unknown as Payload | null;
  if (payload == null) throw new Error(String(errors[0]?.extensions['code']));
  return payload;
}
const show = async ({ ask }: Stage, receipt: string) => {
  const { data, errors } = await ask(showQuery, { receipt });
  return data?.['greenChannelDecision'] === undefined || errors.length > 0
    ? errors[0]?.extensions['code']
    : (data['greenChannelDecision'] as unknown);
};

describe.each([
  ['each department a subgraph of its own', {}],
  ['departments merged', { layout: { merged: { hall: ['court', 'state-tax'] } } }],
  ['departments on another host', { elsewhere: true }],
  ['departments merged on another host', { layout: { merged: { hall: ['court', 'state-tax'] } }, elsewhere: true }],
])('with %s', (_, how) => {
  test('the verdict comes of what all departments say, and a decision keeps what it was', async () => {
    await using stage = await openStage(database, said, how);
    expect(await verdictAt(stage)).toMatchObject({ verdict: 'ELIGIBLE', reasons: [{ kind: 'CLEAN_YEARS' }] });
    said.sections['state-tax'] = { ...whole('state-tax'), creditRecords: [record()] };
    expect(await verdictAt(stage)).toMatchObject({
      verdict: 'NOT_ELIGIBLE',
      reasons: [{ kind: 'RECORD_IN_WINDOW', record: { id: 'record-1', department: 'state-tax' } }],
    });
    const { decision } = (await decide(stage)).request!;
    expect(decision).toMatchObject({ decidedBy: 'approval', outcome: { verdict: 'NOT_ELIGIBLE', on: asked.on } });

    said.sections['state-tax'] = whole('state-tax');
    said.nowMs += 6 * 365 * 86_400_000;
    expect(await verdictAt(stage)).toMatchObject({ verdict: 'ELIGIBLE' });
    expect(await show(stage, decision.receipt)).toEqual(decision);
  });
});

test.each([
  ['apart', {}],
  ['merged', { layout: { merged: { hall: ['court', 'state-tax'] } } }],
])('a killed host of departments gives UNDETERMINED and never null: %s', async (_, how) => {
  await using stage = await openStage(database, said, { ...how, elsewhere: true });
  await stage.killDepartments();
  const { reasons, verdict } = await verdictAt(stage);
  expect(verdict).toBe('UNDETERMINED');
  expect(reasons.filter(({ kind }) => kind === 'DEPARTMENT_SILENT').map(({ department }) => department)).toEqual([
    'court',
    'state-tax',
  ]);
  const { decision } = (await decide(stage)).request!;
  expect(decision.outcome.verdict).toBe('UNDETERMINED');
  expect(decision.evidence.content).toContain('"state":"UNAVAILABLE"');
});

describe('the verdict through the gateway', () => {
  test('is of a day: today, one before, and none to come', async () => {
    await using stage = await openStage(database, said);
    expect(await verdictAt(stage, { on: '2018-01-11' })).toMatchObject({ verdict: 'UNDETERMINED', edition: null });
    expect(await verdictAt(stage, { on: asked.on })).toMatchObject({ verdict: 'ELIGIBLE', on: asked.on });
    await expect(verdictAt(stage, { on: '2026-11-25' })).rejects.toThrow('DAY_INVALID');
    await expect(verdictAt(stage, { on: '2026-02-30' })).rejects.toThrow('DAY_INVALID');
  });

  test('is of a matter: closed ones are not open to it, unknown ones are an error', async () => {
    await using stage = await openStage(database, said);
    const { ask } = stage;
    const query = `{ organisation(creditCode: "${code}") { a: greenChannel(matter: "SP-001") { verdict } b: greenChannel(matter: "ZJ-002") { verdict reasons { kind because } } } }`;
    const { data } = await ask(query);
    expect(data!['organisation']).toMatchObject({
      a: { verdict: 'ELIGIBLE' },
      b: { verdict: 'NOT_ELIGIBLE', reasons: [{ kind: 'MATTER_CLOSED' }, { kind: 'CLEAN_YEARS' }] },
    });
    await expect(verdictAt(stage, { matter: 'nothing' })).rejects.toThrow('MATTER_NOT_FOUND');
  });

  test('knows measures and broken undertakings', async () => {
    await using stage = await openStage(database, said);
    const about = { recordId: 'elsewhere', objections: [acceptedObjection] };
    said.measures = new Map([[code as never, [measure('SUSPENDED', about)]]]);
    expect(await verdictAt(stage)).toMatchObject({ verdict: 'DISPUTED' });
    said.measures = new Map();
    await database.query(
      `INSERT INTO acceptances (acceptance_id, credit_code, matter, department, status, version, state) VALUES ('a-1', $1, 'SP-001', 'market-regulation', 'TERMINATED', 1, '{}')`,
      [code],
    );
    await database.query(`INSERT INTO broken_undertakings VALUES ('a-1', $1, 'SP-001', '2026-05-06')`, [code]);
    expect(await verdictAt(stage)).toMatchObject({
      verdict: 'NOT_ELIGIBLE',
      reasons: [{ kind: 'UNDERTAKING_BROKEN' }, { kind: 'CLEAN_YEARS' }],
    });
  });

  test('names its rules and matters', async () => {
    await using stage = await openStage(database, said);
    const { data } = await stage.ask(
      '{ greenChannelRules { edition years mandatoryDepartments clauses { id basis verified } } greenChannelMatters { code closedBecause materials { code kind } } }',
    );
    expect(data!['greenChannelRules']).toMatchObject([{ years: 3, mandatoryDepartments: null }]);
    expect(data!['greenChannelMatters']).toHaveLength(5);
  });
});

describe('a decision', () => {
  test('is taken once a key, however often and however fast it is asked for', async () => {
    await using stage = await openStage(database, said);
    const answers = await Promise.all([decide(stage), decide(stage), decide(stage)]);
    said.sections['court'] = { ...whole('court'), creditRecords: [record()] };
    said.nowMs += 86_400_000;
    answers.push(await decide(stage));
    const receipts = answers.map(({ request }) => request!.decision.receipt);
    expect(new Set(receipts).size).toBe(1);
    expect(receipts[0]).toMatch(/^LT20261124-/);
    const [counted] = await database.query('SELECT count(*) AS n FROM green_channel_decisions');
    expect(counted).toEqual({ n: 1 });
  });

  test('of another caller with the same key is another one; the same key with other input is refused', async () => {
    await using stage = await openStage(database, said);
    const { request } = await decide(stage);
    expect(await decide(stage, { matter: 'HJ-001' })).toMatchObject({
      request: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: 'idempotencyKey' }],
    });
    said.caller = { role: 'officer', department: 'court', id: 'officer-1' };
    const other = await decide(stage, { matter: 'HJ-001' });
    expect(other.request!.decision).toMatchObject({ decidedBy: 'officer:court' });
    expect(other.request!.decision.receipt).not.toBe(request!.decision.receipt);
  });

  test('rests on evidence whose digest anybody can check, and which gives the same outcome again', async () => {
    await using stage = await openStage(database, said);
    said.sections['court'] = { ...whole('court'), creditRecords: [record()] };
    const { decision } = (await decide(stage)).request!;
    const { content, sha256 } = decision.evidence;
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    const evidence = JSON.parse(content) as Evidence;
    expect(canonicalJson(evidence)).toBe(content);
    expect(evidence.sections.map(({ department }) => department)).toEqual(['court', 'state-tax']);
    expect(evidence.sections[0]!.creditRecords).toEqual([{ ...record(), openTo: null }]);
    expect(decideGreenChannel(evidence, asked).verdict).toBe(decision.outcome.verdict);
  });

  test('keeps the same evidence once', async () => {
    await using stage = await openStage(database, said);
    await decide(stage);
    await decide(stage, { idempotencyKey: 'key-2' });
    said.organisation = { ...said.organisation, establishedOn: '2014-01-02' };
    await decide(stage, { idempotencyKey: 'key-3' });
    const rows = await database.query('SELECT receipt, evidence FROM green_channel_decisions ORDER BY decided_at');
    expect(new Set(rows.map(({ receipt }) => receipt as unknown)).size).toBe(3);
    expect(await database.query('SELECT count(*) AS n FROM eligibility_evidence')).toEqual([{ n: 2 }]);
  });

  test('whose evidence somebody has changed in the database is not shown as if nothing had happened', async () => {
    await using stage = await openStage(database, said);
    const { decision } = (await decide(stage)).request!;
    await database.query(`UPDATE eligibility_evidence SET content = replace(content, 'ACTIVE', 'CANCELLED')`);
    expect(await show(stage, decision.receipt)).toBe('INTERNAL_ERROR');
  });

  test('is not taken while nobody reads it, and can be read later', async () => {
    await using stage = await openStage(database, said);
    const input = { idempotencyKey: 'key-1', creditCode: code, matter: 'SP-001' };
    await stage.ask(
      'mutation M($input: DecideGreenChannelInput!) { decideGreenChannel(input: $input) { request { id } } }',
      {
        input,
      },
    );
    expect(stage.asked()).toBe(0);
    expect((await decide(stage)).request!.decision.receipt).toMatch(/^LT/);
  });

  test.each([
    ['an invalid code', { creditCode: '91510904MAXXXX015N' }, 'CREDIT_CODE_INVALID'],
    ['an unknown matter', { matter: 'nothing' }, 'MATTER_NOT_FOUND'],
    ['a day to come', { on: '2026-11-25' }, 'DAY_INVALID'],
    ['no key', { idempotencyKey: ' ' }, 'IDEMPOTENCY_KEY_INVALID'],
  ])('about %s is refused, and nothing is kept', async (_, input, refused) => {
    await using stage = await openStage(database, said);
    expect(await decide(stage, input)).toMatchObject({ request: null, userErrors: [{ code: refused }] });
    expect(await database.query('SELECT count(*) AS n FROM green_channel_requests')).toEqual([{ n: 0 }]);
  });

  test.each<[string, Said['caller'], string]>([
    ['nobody', null, 'TOKEN_MISSING'],
    ['an analyst', { role: 'analyst', id: 'a' }, 'ACTION_NOT_ALLOWED'],
    ['a representative', { role: 'representative', creditCode: code as never, id: 'r' }, 'ACTION_NOT_ALLOWED'],
  ])('is not taken for %s', async (_, caller, refused) => {
    await using stage = await openStage(database, said);
    said.caller = caller;
    await expect(decide(stage)).rejects.toThrow(refused);
  });

  test('is shown to who may know the organisation', async () => {
    await using stage = await openStage(database, said);
    const { decision } = (await decide(stage)).request!;
    said.caller = null;
    expect(await show(stage, decision.receipt)).toBe('TOKEN_MISSING');
    said.caller = { role: 'representative', creditCode: '92510904MAXXXX023D' as never, id: 'r' };
    expect(await show(stage, decision.receipt)).toBeNull();
    said.caller = { role: 'representative', creditCode: code as never, id: 'r' };
    expect(await show(stage, ` ${decision.receipt.toLowerCase()} `)).toEqual(decision);
  });
});

test('a receipt number that is taken is drawn again: both processes draw the same ones here', async () => {
  await using one = await openStage(database, said);
  await using other = await openStage(database, said);
  const receipts = [await decide(one), await decide(other, { idempotencyKey: 'key-2' })].map(
    ({ request }) => request!.decision.receipt,
  );
  expect(receipts[1]).not.toBe(receipts[0]);
});

describe('a receipt number', () => {
  const receipt = async (): Promise<string> => {
    await using stage = await openStage(database, said);
    return (await decide(stage)).request!.decision.receipt;
  };

  test('with one wrong character, or two swapped ones, is known to be wrong', async () => {
    const right = await receipt();
    expect(readReceipt(right)).toBe(right);
    const places = [...right].map((_, at) => at).filter((at) => at > 2 && right[at] !== '-');
    for (const at of places) {
      const wrong = right[at] === '7' ? '8' : '7';
      expect(readReceipt(right.slice(0, at) + wrong + right.slice(at + 1))).toBeNull();
    }
    const swapped = places
      .slice(1)
      .filter((at) => right[at] !== right[at - 1] && right[at - 1] !== '-')
      .map((at) => right.slice(0, at - 1) + right[at] + right[at - 1] + right.slice(at + 1));
    expect(swapped.length).toBeGreaterThan(8);
    expect(swapped.map(readReceipt).filter((read) => read !== null)).toEqual([]);
    await using stage = await openStage(database, said);
    expect(await show(stage, 'LT20261124-00000000')).toBe('ARGUMENT_INVALID');
  });
});
