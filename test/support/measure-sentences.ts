import type { MeasureEvent } from '../../subgraphs/measures/events.ts';
import { allMet, repairId } from './measure-repairs.ts';
import { coordinator, evidence, gateway, initiatedStory, officer, organisation } from './measure-story.ts';

type EventOf<Type extends MeasureEvent['type']> = Extract<MeasureEvent, { type: Type }>;
type Told<Type extends MeasureEvent['type']> = readonly [
  said: Omit<EventOf<Type>, 'measureId' | 'at' | 'type'>,
  zh: string,
  en: string,
];

const by = officer('court');
const due = (on: string) => ({
  rule: 'OBJECTION_ANSWER' as const,
  from: '2026-03-02',
  days: 10,
  unit: 'WORKING_DAYS' as const,
  on,
  provisional: false,
  source: '某规则',
});
const [{ at: _, measureId: __, type: ___, ...initiated }] = initiatedStory().history as [EventOf<'MeasureInitiated'>];
const orderId = 'm-1.finance.1';
const objectionId = 'm-1.objection.1';
const order = { orderId, department: 'finance', kind: 'APPLY' as const, sequence: 1, givenOn: '2026-03-02' };
const orders = [{ ...order, acknowledgeBy: due('2026-03-03'), reportBy: due('2026-03-09') }];
const matter = { key: `${orderId}:REPORT`, step: 'REPORT' as const, about: orderId };

/** One event of every type: the compiler says when one is missing. */
export const told: { readonly [Type in MeasureEvent['type']]: Told<Type> } = {
  MeasureInitiated: [
    initiated,
    'human-resources 依据 (2026)川0904执12号 发起“限制参加招标投标”(T01),自 2026-03-02 至 2027-03-02。',
    'human-resources initiated T01 (限制参加招标投标) on the determination (2026)川0904执12号, from 2026-03-02 to 2027-03-02.',
  ],
  MeasureEnteredForce: [
    { by, on: '2026-03-02' },
    '措施自 2026-03-02 起生效。',
    'The measure entered into force on 2026-03-02.',
  ],
  MeasureSuspended: [{ by }, '措施暂停,等待异议处理。', 'The measure was suspended until the objection is decided.'],
  MeasureResumed: [{ by }, '措施恢复。', 'The measure was resumed.'],
  TermReduced: [
    {
      by,
      before: { startsOn: '2026-03-02', endsOn: '2027-03-02' },
      after: { startsOn: '2026-03-02', endsOn: '2026-12-02' },
    },
    'court 将期限缩短为自 2026-03-02 至 2026-12-02。',
    'court reduced the term: from 2026-03-02 to 2026-12-02.',
  ],
  MeasureLifted: [
    { by: gateway, reason: 'EXPIRED', note: null },
    '措施解除:期限届满。',
    'The measure was lifted: its term ended.',
  ],
  MeasureRevoked: [
    { by, reason: '同名', evidence: [evidence], restoreBy: due('2026-03-16') },
    'court 认定措施有误并撤销,最迟于 2026-03-16 恢复信誉。',
    'court revoked the measure as an error; it is to be restored by 2026-03-16.',
  ],
  RestorationCompleted: [
    { by, statement: '已恢复', evidence: [evidence] },
    'court 确认恢复信誉完成。',
    'court confirmed that the restoration is complete.',
  ],
  OrdersIssued: [{ by, kind: 'SUSPEND', orders }, '向 finance 下达“暂停”指令。', 'Orders to suspend went to finance.'],
  OrderDelivered: [{ by: gateway, orderId }, '指令 m-1.finance.1 已送达。', 'The order m-1.finance.1 was delivered.'],
  OrderAcknowledged: [
    { by: officer('finance'), orderId },
    'finance 签收指令 m-1.finance.1。',
    'finance acknowledged the order m-1.finance.1.',
  ],
  OrderImplemented: [
    { by: officer('finance'), orderId, doneOn: '2026-03-03', evidence: [] },
    'finance 已于 2026-03-03 办结指令 m-1.finance.1。',
    'finance carried out the order m-1.finance.1 on 2026-03-03.',
  ],
  OrderDeclined: [
    { by: officer('finance'), orderId, reason: '不在职责内' },
    'finance 对指令 m-1.finance.1 不予实施:不在职责内。',
    'finance declined the order m-1.finance.1: 不在职责内.',
  ],
  ConsultationOpened: [
    {
      by,
      consultationId: 'c',
      orderId: null,
      department: 'court',
      question: '如何执行',
      concludeBy: due('2026-03-16'),
    },
    'court 提请会商:如何执行。',
    'court asked for a consultation: 如何执行.',
  ],
  ConsultationConcluded: [
    { by: coordinator, consultationId: 'c', outcome: 'EXCUSED', reasons: '同意' },
    '统筹部门结束会商 c:免于实施。',
    'The coordinator concluded the consultation c: the department is excused.',
  ],
  ObjectionFiled: [
    {
      by: organisation,
      objectionId,
      origin: 'ORGANISATION',
      department: null,
      ground: 'WRONG_SUBJECT',
      statement: '同名',
      evidence: [],
      heldBy: null,
      acceptBy: due('2026-03-04'),
    },
    '该组织提出异议 m-1.objection.1(主体错误)。',
    'The organisation filed the objection m-1.objection.1 (wrong subject).',
  ],
  ObjectionAccepted: [
    { by, objectionId, suspends: true, stay: null, answerBy: due('2026-03-16') },
    'court 受理异议 m-1.objection.1,最迟于 2026-03-16 答复,措施因此暂停。',
    'court accepted the objection m-1.objection.1, to be answered by 2026-03-16; it suspends the measure.',
  ],
  ObjectionRejected: [
    { by, objectionId, reason: '无关' },
    'court 对异议 m-1.objection.1 不予受理:无关。',
    'court rejected the objection m-1.objection.1: 无关.',
  ],
  ObjectionExtended: [
    { by, objectionId, reason: '鉴定', answerBy: due('2026-03-30') },
    'court 将异议 m-1.objection.1 的答复期限延至 2026-03-30。',
    'court extended the period to answer the objection m-1.objection.1 to 2026-03-30.',
  ],
  ObjectionWithdrawn: [
    { by: organisation, objectionId },
    '该组织撤回异议 m-1.objection.1。',
    'The organisation withdrew the objection m-1.objection.1.',
  ],
  ObjectionDecided: [
    {
      by,
      objectionId,
      outcome: 'CORRECTED',
      correction: '期限',
      effect: { kind: 'REDUCED', endsOn: '2026-12-02' },
      reasons: '有误',
      evidence: [],
      tellBy: due('2026-03-04'),
      correctBy: due('2026-03-05'),
    },
    'court 处理异议 m-1.objection.1:予以更正。',
    'court decided the objection m-1.objection.1: the record is corrected.',
  ],
  RepairAppliedFor: [
    {
      by: organisation,
      repairId,
      edition: '36',
      recordClass: 'ORDINARY',
      repairableFrom: '2026-05-02',
      materials: { proofOfCorrection: [evidence], undertaking: evidence, others: [] },
      acceptBy: due('2026-05-08'),
      tellBy: due('2026-05-16'),
    },
    '该组织提出信用修复申请 m-1.repair.1。',
    'The organisation applied for credit repair (m-1.repair.1).',
  ],
  RepairAccepted: [
    { by, repairId, decideBy: due('2026-05-20') },
    'court 受理信用修复申请 m-1.repair.1,最迟于 2026-05-20 决定。',
    'court accepted the application m-1.repair.1, to be decided by 2026-05-20.',
  ],
  RepairRefused: [
    { by, repairId, gaps: ['缺承诺书', '缺证明'], barredUntil: '2029-05-06' },
    'court 对信用修复申请 m-1.repair.1 不予受理:缺承诺书;缺证明,至 2029-05-06 不得再申请。',
    'court refused the application m-1.repair.1: 缺承诺书; 缺证明; no further application up to 2029-05-06.',
  ],
  RepairExtended: [
    { by, repairId, reason: '复杂', decideBy: due('2026-06-03') },
    'court 将信用修复申请 m-1.repair.1 的决定期限延至 2026-06-03。',
    'court extended the period to decide the application m-1.repair.1 to 2026-06-03.',
  ],
  RepairGranted: [
    {
      by,
      repairId,
      conditions: allMet,
      reasons: '已履行',
    },
    'court 准予信用修复 m-1.repair.1。',
    'court granted the credit repair m-1.repair.1.',
  ],
  RepairDenied: [
    { by, repairId, reasons: '未履行', barredUntil: null },
    'court 不予信用修复 m-1.repair.1:未履行。',
    'court denied the credit repair m-1.repair.1: 未履行.',
  ],
  DeadlineEscalated: [
    { by: gateway, matter: { ...matter, responsible: 'finance', due: due('2026-03-09') }, to: 'COORDINATOR' },
    'finance 逾期未反馈结果(期限 2026-03-09),已上报统筹部门。',
    'finance missed 2026-03-09 for reporting on the order; the coordinator was told.',
  ],
};
