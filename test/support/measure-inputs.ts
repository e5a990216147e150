import { evidence } from './measure-story.ts';

type Case = readonly [mutation: string, input: Record<string, unknown>, command: Record<string, unknown>];

export const objectionId = 'm-1.objection.1';
export const repairId = 'm-1.repair.1';
export const complaint = { ground: 'WRONG_SUBJECT', statement: '并非本单位' };
const conditions = { dutiesPerformed: true, undertakingGiven: true, otherRequirementsMet: false };
const stay = { authority: '某法院', documentNumber: '(2026)行1号', decidedOn: '2026-03-01' };
export const basis = { title: '某法', article: '第一条', edition: '2020' };

/** What a client writes, and the command that it becomes. */
export const onMeasures: readonly Case[] = [
  ['withdrawMeasure', { reason: '已履行' }, { reason: '已履行' }],
  ['acknowledgeOrder', { orderId: 'o' }, { orderId: 'o' }],
  [
    'reportOutcome',
    { orderId: 'o', implemented: { doneOn: '2026-03-02' } },
    { orderId: 'o', outcome: { kind: 'IMPLEMENTED', doneOn: '2026-03-02', evidence: [] } },
  ],
  [
    'reportOutcome',
    { orderId: 'o', implemented: null, declined: { reason: '不在职责内' } },
    { orderId: 'o', outcome: { kind: 'DECLINED', reason: '不在职责内' } },
  ],
  ['raiseDoubt', { ...complaint, evidence: [evidence] }, { ...complaint, evidence: [evidence] }],
  ['requestConsultation', { question: '如何执行' }, { question: '如何执行' }],
  [
    'concludeConsultation',
    { consultationId: 'c', outcome: 'EXCUSED', reasons: '同意' },
    { consultationId: 'c', outcome: 'EXCUSED', reasons: '同意' },
  ],
  ['fileObjection', { origin: 'ORGANISATION', ...complaint }, { origin: 'ORGANISATION', ...complaint, evidence: [] }],
  ['acceptObjection', { objectionId }, { objectionId, stay: null }],
  ['acceptObjection', { objectionId, stay }, { objectionId, stay }],
  ['rejectObjection', { objectionId, reason: '无关' }, { objectionId, reason: '无关' }],
  ['extendObjection', { objectionId, reason: '需鉴定' }, { objectionId, reason: '需鉴定' }],
  ['withdrawObjection', { objectionId }, { objectionId }],
  [
    'decideObjection',
    { objectionId, decision: 'UPHELD_RECORD', reasons: '属实' },
    { objectionId, decision: { outcome: 'UPHELD_RECORD' }, reasons: '属实', evidence: [] },
  ],
  [
    'decideObjection',
    { objectionId, decision: 'WITHDRAWN', reasons: '有误', evidence: [evidence] },
    { objectionId, decision: { outcome: 'WITHDRAWN' }, reasons: '有误', evidence: [evidence] },
  ],
  [
    'decideObjection',
    {
      objectionId,
      decision: 'CORRECTED',
      correction: '期限',
      effect: { kind: 'REDUCED', endsOn: '2026-12-01' },
      reasons: '有误',
    },
    {
      objectionId,
      decision: { outcome: 'CORRECTED', correction: '期限', effect: { kind: 'REDUCED', endsOn: '2026-12-01' } },
      reasons: '有误',
      evidence: [],
    },
  ],
  [
    'decideObjection',
    { objectionId, decision: 'CORRECTED', correction: '名称', effect: { kind: 'KEPT' }, reasons: '有误' },
    {
      objectionId,
      decision: { outcome: 'CORRECTED', correction: '名称', effect: { kind: 'KEPT' } },
      reasons: '有误',
      evidence: [],
    },
  ],
  [
    'applyForRepair',
    { materials: { proofOfCorrection: [evidence], undertaking: evidence } },
    { materials: { proofOfCorrection: [evidence], undertaking: evidence, others: [] } },
  ],
  ['acceptRepair', { repairId }, { repairId }],
  ['refuseRepair', { repairId, gaps: ['缺承诺书'] }, { repairId, gaps: ['缺承诺书'], falseMaterial: false }],
  ['extendRepair', { repairId, reason: '复杂' }, { repairId, reason: '复杂' }],
  [
    'decideRepair',
    { repairId, granted: conditions, reasons: '已履行' },
    { repairId, decision: { outcome: 'GRANTED', conditions }, reasons: '已履行' },
  ],
  [
    'decideRepair',
    { repairId, denied: { falseMaterial: true }, reasons: '虚假' },
    { repairId, decision: { outcome: 'DENIED', falseMaterial: true }, reasons: '虚假' },
  ],
  ['revokeAsError', { reason: '错误', evidence: [evidence] }, { reason: '错误', evidence: [evidence] }],
  ['completeRestoration', { statement: '已恢复', evidence: [evidence] }, { statement: '已恢复', evidence: [evidence] }],
];

export const onCatalogue: readonly Case[] = [
  [
    'enableCatalogueItem',
    {
      legalBasis: [basis, { title: '某条例' }],
      term: { shortestMonths: 3 },
      enabledFrom: '2026-04-01',
      reason: '核对',
      evidence: [evidence],
    },
    {
      type: 'enableItem',
      legalBasis: [basis, { title: '某条例', article: null, edition: null }],
      term: { shortestMonths: 3, longestMonths: null, openEnded: false },
      enabledFrom: '2026-04-01',
      reason: '核对',
      evidence: [evidence],
    },
  ],
  ['disableCatalogueItem', { reason: '停用' }, { type: 'disableItem', reason: '停用', evidence: [] }],
  [
    'retireCatalogueItem',
    { retiredOn: '2026-05-01', reason: '废止' },
    { type: 'retireItem', retiredOn: '2026-05-01', reason: '废止', evidence: [] },
  ],
];
