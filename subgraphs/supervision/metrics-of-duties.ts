import type { Metric } from './metrics.ts';

/** What departments have to do, and whether they do it: counted from the events of measures and acceptances. */
export const dutyMetrics = {
  OVERDUE_MATTERS: {
    title: ['逾期事项数', 'Matters overdue'],
    unit: 'COUNT',
    source: 'MEASURES',
    formula: [
      '截至期末已过末日而未办的指令、异议、修复、会商和恢复,按步骤',
      'orders, objections, repairs, consultations and restorations undone though their last day was over at the end of the period, by step',
    ],
    numerator: ['逾期事项', 'matters overdue'],
    denominator: null,
  },
  OVERDUE_ACCEPTANCES: {
    title: ['逾期补正数', 'Documents outstanding overdue'],
    unit: 'COUNT',
    source: 'ACCEPTANCES',
    formula: [
      '截至期末已过补正末日而未补齐、也未终止的容缺受理',
      'acceptances neither supplemented nor ended though their last day was over at the end of the period',
    ],
    numerator: ['逾期的容缺受理', 'acceptances overdue'],
    denominator: null,
  },
  DELIVERY_RATE: {
    title: ['送达率', 'Delivery rate'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内发出的指令:截至期末已送达 ÷ 发出;送达前被新指令取代的不计。按措施种类',
      'orders given in the period: delivered by its end ÷ given; those replaced before they were delivered are left out. By kind of measure',
    ],
    numerator: ['送达的指令', 'orders delivered'],
    denominator: ['发出的指令', 'orders given'],
  },
  RESPONSE_RATE: {
    title: ['响应率', 'Response rate'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内送达的指令:截至期末已签收 ÷ 送达;签收期限内被新指令取代的不计。按措施种类',
      'orders delivered in the period: acknowledged by its end ÷ delivered; those replaced within their period for acknowledging are left out. By kind of measure',
    ],
    numerator: ['签收的指令', 'orders acknowledged'],
    denominator: ['送达的指令', 'orders delivered'],
  },
  FEEDBACK_RATE: {
    title: ['反馈率', 'Feedback rate'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内送达的指令:截至期末已反馈执行或不执行 ÷ 送达;反馈期限内被新指令取代的不计。按措施种类',
      'orders delivered in the period: outcome reported by its end ÷ delivered; those replaced within their period for reporting are left out. By kind of measure',
    ],
    numerator: ['反馈的指令', 'orders with an outcome'],
    denominator: ['送达的指令', 'orders delivered'],
  },
  FEEDBACK_IN_TIME: {
    title: ['按期反馈率', 'Feedback in time'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内反馈的指令:在期限内 ÷ 全部。按措施种类',
      'outcomes reported in the period: in time ÷ all. By kind of measure',
    ],
    numerator: ['按期反馈', 'outcomes in time'],
    denominator: ['反馈', 'outcomes'],
  },
  CASES_WITH_EVIDENCE: {
    title: ['案例有据率', 'Cases with evidence'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内反馈的指令:附证据材料的执行和说明理由的不执行 ÷ 全部。按措施种类',
      'outcomes reported in the period: carried out with evidence, or declined with a reason ÷ all. By kind of measure',
    ],
    numerator: ['案例', 'cases'],
    denominator: ['反馈', 'outcomes'],
  },
  CONSULTATION_TIME: {
    title: ['会商用时', 'Time to conclude a consultation'],
    unit: 'WORKING_DAYS',
    source: 'MEASURES',
    formula: [
      '期内办结的会商:提出至办结的工作日',
      'consultations concluded in the period: working days from the question to the conclusion',
    ],
    numerator: ['工作日之和', 'sum of working days'],
    denominator: ['办结的会商', 'consultations concluded'],
  },
  INCENTIVE_SHARE: {
    title: ['守信激励措施占比', 'Share of incentives among measures'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内发起的联合奖惩措施:激励 ÷ 全部,按发起部门;按措施计,同一组织可有多项',
      'measures initiated in the period: incentives ÷ all, by initiating department; measures are counted, of which one organisation can have several',
    ],
    numerator: ['激励措施', 'incentives'],
    denominator: ['发起的措施', 'measures initiated'],
  },
  UNDERTAKING_SHARE: {
    title: ['信用承诺率', 'Share of decisions with an undertaking'],
    unit: 'SHARE',
    source: 'DECISIONS',
    formula: [
      '期内作出的绿色通道决定 (无论结果):截至期末已凭承诺容缺受理 ÷ 全部,按事项',
      'green channel decisions in the period, whatever their verdict: accepted on an undertaking by its end ÷ all, by matter',
    ],
    numerator: ['凭承诺受理的决定', 'decisions with an undertaking'],
    denominator: ['绿色通道决定', 'green channel decisions'],
  },
  UNDERTAKINGS_KEPT: {
    title: ['容缺承诺履约率', 'Undertakings kept'],
    unit: 'SHARE',
    source: 'ACCEPTANCES',
    formula: [
      '期内补齐或逾期的容缺受理:补齐 ÷ (补齐 + 逾期)',
      'acceptances supplemented or broken in the period: supplemented ÷ both',
    ],
    numerator: ['补齐', 'supplemented'],
    denominator: ['补齐或逾期', 'supplemented or broken'],
  },
} as const satisfies Readonly<Record<string, Metric>>;
