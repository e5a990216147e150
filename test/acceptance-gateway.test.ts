import type { Database } from '../subgraphs/database/database.ts';
import { passTimeOverAcceptances } from '../subgraphs/eligibility/acceptance/pass-time.ts';
import { openTestDatabase } from './support/database.ts';
import { clean, openStage, type Said, type Stage } from './support/eligibility-stage.ts';

const code = '91510904MAXXXX015M';
const hash = 'b'.repeat(64);
const dayMs = 86_400_000;
let database: Database & AsyncDisposable;
let said: Said;
let stage: Stage;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  said = { ...clean(), caller: { role: 'officer', department: 'market-regulation', id: 'officer-1' } };
  await database.query('TRUNCATE green_channel_requests, eligibility_evidence, acceptances CASCADE');
  stage = await openStage(database, said);
});
afterEach(() => stage[Symbol.asyncDispose]());
afterAll(() => database[Symbol.asyncDispose]());

const fields = `id status documentsDueOn provisional workingDaysLeft receipt outstanding { code kind } missing { code } supplemented { material }
  notice { text } undertaking { text sha256 } remindedOn overdueSince acceptedBy handling documentNumber matter { code edition }`;
interface Payload {
  readonly acceptance: (Record<string, unknown> & { readonly id: string }) | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
}
async function give(mutation: string, input: Record<string, unknown>): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation M($input: ${type}) { payload: ${mutation}(input: $input) { acceptance { ${fields} } userErrors { code field } } }`;
  const { data, errors } = await stage.ask(query, { input });
  if (data?.['payload'] == null) throw new Error(JSON.stringify(errors));
  return data['payload'];
}
async function receipt(idempotencyKey = 'decision-1'): Promise<string> {
  const input = { idempotencyKey, creditCode: code, matter: 'SP-001' };
  const query = `mutation D($input: DecideGreenChannelInput!) { decideGreenChannel(input: $input) { request { decision { receipt } } } }`;
  const { data } = await stage.ask(query, { input });
  const payload = data!['decideGreenChannel'] as unknown as { request: { decision: { receipt: string } } };
  return payload.request.decision.receipt;
}
const accept = async (changes: Record<string, unknown> = {}): Promise<Payload> =>
  give('acceptWithGaps', {
    idempotencyKey: 'accept-1',
    creditCode: code,
    matter: 'SP-001',
    caseNumber: '安食许受〔2026〕12号',
    receipt: await receipt(),
    missing: ['03', '04'],
    undertaking: { text: '本单位承诺在期限内补正', sha256: hash },
    ...changes,
  });
const listed = async (argument = ''): Promise<{ id: string; status: string; workingDaysLeft: number | null }[]> => {
  const { data, errors } = await stage.ask(`{ acceptanceWorklist${argument} { id status workingDaysLeft } }`);
  if (errors.length > 0) throw new Error(String(errors[0]!.extensions['code']));
  return data!['acceptanceWorklist'] as never;
};
const verdict = async (): Promise<unknown> =>
  (await stage.ask(`{ organisation(creditCode: "${code}") { greenChannel(matter: "SP-001") { verdict } } }`)).data![
    'organisation'
  ];

test('an application is accepted on a receipt, supplemented and issued, each command once a key', async () => {
  const { acceptance } = await accept();
  expect(acceptance).toMatchObject({
    status: 'ACCEPTED_WITH_GAPS',
    documentsDueOn: '2026-12-08',
    workingDaysLeft: 10,
    acceptedBy: 'officer:market-regulation',
    outstanding: [
      { code: '03', kind: 'SECONDARY' },
      { code: '04', kind: 'SECONDARY' },
    ],
    undertaking: { sha256: hash },
  });
  expect((await accept()).acceptance!.id).toBe(acceptance!.id);
  expect(await accept({ missing: ['03'] })).toMatchObject({ userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
  expect(await listed()).toEqual([{ id: acceptance!.id, status: 'ACCEPTED_WITH_GAPS', workingDaysLeft: 10 }]);

  const documents = ['03', '04'].map((material) => ({ material, sha256: hash }));
  const supplement = { idempotencyKey: 'supplement-1', acceptanceId: acceptance!.id, documents };
  const both = await Promise.all([give('supplementDocuments', supplement), give('supplementDocuments', supplement)]);
  for (const one of both) expect(one).toMatchObject({ acceptance: { status: 'SUPPLEMENTED' }, userErrors: [] });
  expect(await listed()).toEqual([]);
  const issued = { idempotencyKey: 'issue-1', acceptanceId: acceptance!.id, documentNumber: '川食许〔2026〕7号' };
  expect(await give('issueAfterSupplement', issued)).toMatchObject({ acceptance: { status: 'ISSUED' } });
  const events = await database.query<{ type: string }>(
    "SELECT event->>'type' AS type FROM acceptance_events ORDER BY version",
  );
  expect(events.map(({ type }) => type)).toEqual(['AcceptedWithGaps', 'DocumentsSupplemented', 'DecisionIssued']);
});

test('a promise that is not kept is a record of its own, closes the green channel and is on the worklist', async () => {
  const { acceptance } = await accept();
  expect(await verdict()).toMatchObject({ greenChannel: { verdict: 'ELIGIBLE' } });
  said.nowMs += 15 * dayMs;
  // The day is over, and no timer has run yet.
  expect(await verdict()).toMatchObject({ greenChannel: { verdict: 'NOT_ELIGIBLE' } });
  expect(await listed()).toMatchObject([{ status: 'OVERDUE', workingDaysLeft: null }]);
  await passTimeOverAcceptances(database, { now: () => said.nowMs });
  await passTimeOverAcceptances(database, { now: () => said.nowMs });
  expect(await database.query('SELECT acceptance_id, broken_on FROM broken_undertakings')).toEqual([
    { acceptance_id: acceptance!.id, broken_on: '2026-12-09' },
  ]);
  expect(await verdict()).toMatchObject({ greenChannel: { verdict: 'NOT_ELIGIBLE' } });
  const ended = { idempotencyKey: 'end-1', acceptanceId: acceptance!.id, handling: 'WITHDRAWN', reason: '逾期未补正' };
  expect(await give('terminateAcceptance', ended)).toMatchObject({
    acceptance: { status: 'TERMINATED', overdueSince: '2026-12-09', handling: 'WITHDRAWN' },
  });
  expect(await listed()).toEqual([]);
  expect(await verdict()).toMatchObject({ greenChannel: { verdict: 'NOT_ELIGIBLE' } });
});

test('reminders are kept, once a step', async () => {
  await accept();
  for (const days of [9, 9, 10, 13, 14, 14]) {
    const now = said.nowMs + days * dayMs;
    await passTimeOverAcceptances(database, { now: () => now });
  }
  const { data } = await stage.ask('{ acceptanceWorklist { remindedOn } }');
  expect(data!['acceptanceWorklist']).toEqual([{ remindedOn: ['2026-12-03', '2026-12-07', '2026-12-08'] }]);
});

test('what is wrong with the input is told, and nothing is kept', async () => {
  const wrong: [Record<string, unknown>, string][] = [
    [{ missing: ['01'] }, 'MATERIAL_IS_MAIN'],
    [{ receipt: 'LT20261124-00000000' }, 'RECEIPT_INVALID'],
    [{ creditCode: '92510904MAXXXX023D' }, 'DECISION_NOT_USABLE'],
    [{ matter: 'HJ-001', missing: ['03'] }, 'ACTION_NOT_ALLOWED'],
    [{ idempotencyKey: '' }, 'IDEMPOTENCY_KEY_INVALID'],
  ];
  for (const [changes, refused] of wrong)
    expect(await accept(changes)).toMatchObject({ acceptance: null, userErrors: [{ code: refused }] });
  expect(await database.query('SELECT count(*) AS n FROM acceptances')).toEqual([{ n: 0 }]);
});

test('who may see what: an officer the own department, a representative the own organisation, nobody without a token', async () => {
  const { acceptance } = await accept();
  await expect(listed('(department: "court")')).rejects.toThrow('ACTION_NOT_ALLOWED');
  await expect(listed('(first: 0)')).rejects.toThrow('ARGUMENT_INVALID');
  said.caller = { role: 'officer', department: 'court', id: 'officer-2' };
  expect(await listed()).toEqual([]);
  said.caller = { role: 'coordinator', id: 'c' };
  expect(await listed('(department: "market-regulation")')).toHaveLength(1);
  said.caller = { role: 'representative', creditCode: code as never, id: 'r' };
  expect(await listed()).toHaveLength(1);
  const one = `{ acceptance(id: "${acceptance!.id}") { status } }`;
  expect((await stage.ask(one)).data).toEqual({ acceptance: { status: 'ACCEPTED_WITH_GAPS' } });
  said.caller = { role: 'representative', creditCode: '92510904MAXXXX023D' as never, id: 'r' };
  expect(await listed()).toEqual([]);
  expect((await stage.ask(one)).data).toEqual({ acceptance: null });
  said.caller = null;
  await expect(listed()).rejects.toThrow('TOKEN_MISSING');
  const end = { idempotencyKey: 'end-1', acceptanceId: acceptance!.id, handling: 'ENDED', reason: '逾期' };
  await expect(give('terminateAcceptance', end)).rejects.toThrow('TOKEN_MISSING');
});
