import { authority, filing } from '../subgraphs/measures/authority.ts';
import type { Caller } from '../subgraphs/measures/state/caller.ts';
import {
  coordinator,
  decided,
  declined,
  evidence,
  gateway,
  implemented,
  initiatedStory,
  initiation,
  objection,
  officer,
  organisation,
  otherSubject,
  Story,
  type Said,
} from './support/measure-story.ts';

/** Everybody who can hold a token, and the gateway. The measure is initiated by human-resources for the court. */
const callers: Readonly<Record<string, Caller>> = {
  initiator: officer('human-resources'),
  determiner: officer('court'),
  ordered: officer('finance'),
  implementer: officer('environment'),
  'officer of another department': officer('health'),
  'officer of the coordinating department': officer('development-reform'),
  coordinator,
  organisation,
  'another organisation': { role: 'representative', creditCode: otherSubject, id: 'r-2' },
  supervisor: { role: 'supervisor', id: 's-1' },
  clerk: { role: 'clerk', id: 'k-1' },
  approval: { role: 'approval', id: 'p-1' },
  analyst: { role: 'analyst', id: 'a-1' },
  operator: { role: 'operator', id: 'o-1' },
  gateway,
};

const objectionId = 'm-1.objection.1';
const repairId = 'm-1.repair.1';
const { origin: _, ...complaint } = objection;
const accept: Said = { type: 'acceptObjection', objectionId, stay: null };
const apply: Said = {
  type: 'applyForRepair',
  materials: { proofOfCorrection: [evidence], undertaking: evidence, others: [] },
};
const doubt: Said = { ...complaint, type: 'raiseDoubt' };

type Step = readonly [by: Caller, said: Said];
interface Row {
  readonly said: Said;
  /** Names of `callers`. */
  readonly may: readonly string[];
  readonly after?: readonly Step[];
}

const filed: Step = [organisation, objection];
const accepted: readonly Step[] = [filed, [officer('court'), accept]];
const repaired: readonly Step[] = [[organisation, apply]];
const repairAccepted: readonly Step[] = [...repaired, [officer('court'), { type: 'acceptRepair', repairId }]];
const conditions = { dutiesPerformed: true, undertakingGiven: true, otherRequirementsMet: true };

const rows: readonly Row[] = [
  { said: { type: 'withdrawMeasure', reason: '情况变化' }, may: ['initiator'] },
  { said: { type: 'markDelivered', orderId: 'm-1.finance.1' }, may: ['gateway'] },
  { said: { type: 'acknowledgeOrder', orderId: 'm-1.finance.1' }, may: ['ordered'] },
  { said: implemented('m-1.finance.1', '2026-05-06'), may: ['ordered'] },
  { said: declined('m-1.finance.1'), may: ['ordered'] },
  { said: doubt, may: ['ordered', 'implementer'] },
  {
    said: { type: 'requestConsultation', question: '是否重复' },
    may: ['initiator', 'determiner', 'ordered', 'implementer'],
  },
  {
    said: { type: 'concludeConsultation', consultationId: 'm-1.consultation.1', outcome: 'CARRY_OUT', reasons: '执行' },
    may: ['coordinator'],
    after: [[officer('finance'), declined('m-1.finance.1')]],
  },
  { said: objection, may: ['organisation'] },
  { said: { ...objection, origin: 'ACCEPTING_DEPARTMENT' }, may: ['determiner', 'coordinator'] },
  {
    said: { ...objection, origin: 'FOUND_BY_DEPARTMENT' },
    may: ['initiator', 'determiner', 'ordered', 'implementer'],
  },
  { said: accept, may: ['determiner'], after: [filed] },
  { said: { type: 'rejectObjection', objectionId, reason: '重复' }, may: ['determiner'], after: [filed] },
  { said: { type: 'extendObjection', objectionId, reason: '鉴定' }, may: ['determiner'], after: accepted },
  { said: { type: 'withdrawObjection', objectionId }, may: ['organisation'], after: [filed] },
  {
    said: { type: 'withdrawObjection', objectionId },
    may: ['organisation'],
    after: [[coordinator, { ...objection, origin: 'ACCEPTING_DEPARTMENT' }]],
  },
  { said: { type: 'withdrawObjection', objectionId }, may: ['ordered'], after: [[officer('finance'), doubt]] },
  { said: decided(objectionId, { outcome: 'UPHELD_RECORD' }), may: ['determiner'], after: accepted },
  { said: decided(objectionId, { outcome: 'WITHDRAWN' }), may: ['determiner'], after: accepted },
  { said: apply, may: ['organisation', 'coordinator'] },
  { said: { type: 'acceptRepair', repairId }, may: ['determiner'], after: repaired },
  {
    said: { type: 'refuseRepair', repairId, gaps: ['缺'], falseMaterial: false },
    may: ['determiner'],
    after: repaired,
  },
  { said: { type: 'extendRepair', repairId, reason: '核查' }, may: ['determiner'], after: repairAccepted },
  {
    said: { type: 'decideRepair', repairId, decision: { outcome: 'GRANTED', conditions }, reasons: '已履行' },
    may: ['determiner'],
    after: repairAccepted,
  },
  { said: { type: 'revokeAsError', reason: '错误', evidence: [evidence] }, may: ['initiator', 'determiner'] },
  {
    said: { type: 'completeRestoration', statement: '已恢复', evidence: [evidence] },
    may: ['determiner'],
    after: [
      [officer('court'), { type: 'revokeAsError', reason: '错误', evidence: [evidence] }],
      ...['finance', 'housing-construction', 'environment'].map((department): Step => [
        officer(department),
        implemented(`m-1.${department}.2`, '2026-05-06'),
      ]),
    ],
  },
  { said: { type: 'expireTerm' }, may: ['gateway'] },
  { said: { type: 'escalate' }, may: ['gateway'] },
];

function prepare({ after = [] }: Row): Story {
  const story = initiatedStory();
  story.today = '2026-05-06';
  for (const [by, said] of after) story.give(by, said);
  return story;
}

const cases = rows.flatMap((row) =>
  Object.keys(callers).map((name) => [name, row.said.type, row.may.includes(name), row] as const),
);

test.each(cases)('%s may %s: %s', (name, _type, may, row) => {
  const story = prepare(row);
  const by = callers[name]!;
  if (may) story.give(by, row.said);
  else expect(story.refusal(by, row.said).code).toBe('ACTION_NOT_ALLOWED');
});

test.each(Object.keys(callers))('%s initiates only when the catalogue says so', (name) => {
  const story = new Story();
  if (name === 'initiator' || name === 'determiner') story.give(callers[name]!, initiation);
  else expect(story.refusal(callers[name]!, initiation).code).toBe('ACTION_NOT_ALLOWED');
});

test('the table has a row for every command, and one for every way of filing', () => {
  expect(new Set(rows.map(({ said }) => said.type))).toEqual(new Set(Object.keys(authority)));
  const origins = rows.flatMap(({ said }) => (said.type === 'fileObjection' ? [said.origin] : []));
  expect(new Set(origins)).toEqual(new Set(Object.keys(filing)));
});

test('without a measure every later command is refused as unknown, whoever gives it', () => {
  for (const { said } of rows) {
    for (const by of Object.values(callers)) expect(new Story().refusal(by, said).code).toBe('MEASURE_NOT_FOUND');
  }
});

test('a caller who may do nothing learns nothing of the state', () => {
  const story = initiatedStory();
  story.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
  const stranger = officer('health');
  for (const { said } of rows) expect(story.refusal(stranger, said).code).toBe('ACTION_NOT_ALLOWED');
});
