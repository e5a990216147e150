import { openDoors, type Doors } from './support/measure-doors.ts';
import { evidence } from './support/measure-story.ts';

/** Parts in a measure that human-resources initiates on the court's determination, and offices (decision 024). */
type Who = keyof typeof roles;
const roles = {
  initiator: 'officer:human-resources',
  determiner: 'officer:court',
  implementer: 'officer:finance',
  'another implementer': 'officer:environment',
  'uninvolved department': 'officer:health',
  'officer of the coordinating department': 'officer:development-reform',
  organisation: 'representative:91510904MAXXXX015M',
  'another organisation': 'representative:92510904MAXXXX023D',
  coordinator: 'coordinator',
  supervisor: 'supervisor',
  clerk: 'clerk',
  approval: 'approval',
  analyst: 'analyst',
  operator: 'operator',
} as const;

type Command = readonly [mutation: string, input: Readonly<Record<string, unknown>>];
type Step = readonly [by: Who, command: Command];
interface Row {
  readonly command: Command;
  /** Everybody else is refused. */
  readonly may: readonly Who[];
  /** What has to have happened; ids of the measure are written m-0. */
  readonly after?: readonly Step[];
}

const objectionId = 'm-0.objection.1';
const repairId = 'm-0.repair.1';
const why = { reason: '理由' };
const done = (department: string, number = 1): Command => [
  'reportOutcome',
  { orderId: `m-0.${department}.${number}`, implemented: { doneOn: '2026-06-08', evidence: [evidence] } },
];
const complaint = { ground: 'WRONG_SUBJECT', statement: '并非本单位', evidence: [evidence] };
const objectedAs = (origin: string): Command => ['fileObjection', { origin, ...complaint }];
const apply: Command = [
  'applyForRepair',
  { materials: { proofOfCorrection: [evidence], undertaking: evidence, others: [] } },
];
const revoke: Command = ['revokeAsError', { ...why, evidence: [evidence] }];
const filed: Step = ['organisation', objectedAs('ORGANISATION')];
const accepted: readonly Step[] = [filed, ['determiner', ['acceptObjection', { objectionId }]]];
const applied: Step = ['organisation', apply];
const repairAccepted: readonly Step[] = [applied, ['determiner', ['acceptRepair', { repairId }]]];
const revoked: readonly Step[] = [
  ['determiner', revoke],
  ['implementer', done('finance', 2)],
  ['another implementer', done('environment', 2)],
];
const parts = ['initiator', 'determiner', 'implementer', 'another implementer'] as const;
const only = 'determiner' as const;

/** Without idempotencyKey and measureId, which every command gets. */
const rows: readonly Row[] = [
  { command: ['initiateMeasure', {}], may: ['initiator', 'determiner'] },
  { command: ['withdrawMeasure', why], may: ['initiator'] },
  { command: ['acknowledgeOrder', { orderId: 'm-0.finance.1' }], may: ['implementer'] },
  { command: done('finance'), may: ['implementer'] },
  { command: ['reportOutcome', { orderId: 'm-0.finance.1', declined: why }], may: ['implementer'] },
  { command: ['raiseDoubt', complaint], may: ['implementer', 'another implementer'] },
  { command: ['requestConsultation', { question: '是否重复' }], may: parts },
  {
    command: ['concludeConsultation', { consultationId: 'm-0.consultation.1', outcome: 'ADVISED', reasons: '无妨' }],
    may: ['coordinator'],
    after: [['implementer', ['requestConsultation', { question: '是否重复' }]]],
  },
  { command: objectedAs('ORGANISATION'), may: ['organisation'] },
  { command: objectedAs('ACCEPTING_DEPARTMENT'), may: ['determiner', 'coordinator'] },
  { command: objectedAs('FOUND_BY_DEPARTMENT'), may: parts },
  { command: ['acceptObjection', { objectionId }], may: [only], after: [filed] },
  { command: ['rejectObjection', { objectionId, ...why }], may: [only], after: [filed] },
  { command: ['extendObjection', { objectionId, ...why }], may: [only], after: accepted },
  { command: ['withdrawObjection', { objectionId }], may: ['organisation'], after: [filed] },
  {
    command: ['withdrawObjection', { objectionId }],
    may: ['implementer'],
    after: [['implementer', ['raiseDoubt', complaint]]],
  },
  {
    command: ['decideObjection', { objectionId, decision: 'UPHELD_RECORD', reasons: '无误' }],
    may: [only],
    after: accepted,
  },
  { command: apply, may: ['organisation', 'coordinator'] },
  { command: ['acceptRepair', { repairId }], may: [only], after: [applied] },
  { command: ['refuseRepair', { repairId, gaps: ['缺少证明'] }], may: [only], after: [applied] },
  { command: ['extendRepair', { repairId, ...why }], may: [only], after: repairAccepted },
  { command: ['decideRepair', { repairId, denied: {}, reasons: '未履行' }], may: [only], after: repairAccepted },
  { command: revoke, may: ['initiator', 'determiner'] },
  { command: ['completeRestoration', { statement: '已恢复', evidence: [evidence] }], may: [only], after: revoked },
  {
    command: [
      'enableCatalogueItem',
      {
        code: 'T03',
        ...why,
        enabledFrom: '2026-03-02',
        evidence: [evidence],
        legalBasis: [{ title: '某法', article: '第一条', edition: '2020' }],
        term: { longestMonths: 36 },
      },
    ],
    may: ['coordinator'],
  },
  { command: ['disableCatalogueItem', { code: 'T01', ...why }], may: ['coordinator'] },
  { command: ['retireCatalogueItem', { code: 'T01', ...why, retiredOn: '2026-04-01' }], may: ['coordinator'] },
  { command: ['redriveOrderDelivery', { deliveryId: 'the dead one' }], may: ['operator'] },
];

const cases = rows.map((row) => [JSON.stringify(row.command).slice(0, 90), row.may.join(', '), row] as const);
const everybody = Object.keys(roles) as Who[];

let doors: Doors;
beforeAll(async () => {
  doors = await openDoors();
});
afterAll(() => doors.close());

/**
 * Departments are refused by their part in the measure. Who by its office has nothing to do with such commands may be
 * refused before they reach the measures, where the gateway knows rights.
 */
function refusalOf(who: Who, { command: [mutation] }: Row): unknown {
  const office = !roles[who].startsWith('officer:') || /CatalogueItem|OrderDelivery/.test(mutation);
  return office ? expect.stringMatching(/^(ACTION_NOT_ALLOWED|UNAUTHORIZED_FIELD)$/) : 'ACTION_NOT_ALLOWED';
}

async function prepare({ after = [], command: [mutation] }: Row): Promise<void> {
  await doors.begin(mutation === 'initiateMeasure' ? 0 : 1);
  for (const [by, command] of after) expect(await doors.codes(roles[by], command)).toEqual([]);
}

test.each(cases)(
  '%s is for %s, and refused to everybody else with the code',
  async (_command, _may, row) => {
    await prepare(row);
    const before = await doors.everything();
    for (const who of everybody.filter((one) => !row.may.includes(one)))
      expect([who, ...(await doors.codes(roles[who], row.command))]).toEqual([who, refusalOf(who, row)]);
    expect(await doors.everything()).toEqual(before);
    for (const who of row.may) {
      if (who !== row.may[0]) await prepare(row);
      expect([who, await doors.codes(roles[who], row.command)]).toEqual([who, []]);
    }
  },
  60_000,
);

test('nobody gives a command without a token, or with a token of somebody else’s', async () => {
  await doors.begin(1);
  for (const { command } of rows) {
    expect(await doors.codes(null, command)).toEqual(['TOKEN_MISSING']);
    expect(await doors.codes('forged', command)).toEqual(['TOKEN_INVALID']);
  }
});

test('the table has every mutation of measures', () => {
  expect(new Set(rows.map(({ command: [mutation] }) => mutation))).toEqual(doors.mutations);
});
