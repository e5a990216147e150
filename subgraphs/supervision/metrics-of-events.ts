import type { Metric } from './metrics.ts';

/** Counted from the events of measures and of acceptances with documents outstanding. */
export const eventMetrics = {
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
  OBJECTIONS_FILED: {
    title: ['异议数', 'Objections filed'],
    unit: 'COUNT',
    source: 'MEASURES',
    formula: [
      '期内提出的异议和疑义,按认定部门',
      'objections and doubts filed in the period, by determining department',
    ],
    numerator: ['异议', 'objections'],
    denominator: null,
  },
  OBJECTION_TIME: {
    title: ['异议办理用时', 'Time to answer an objection'],
    unit: 'WORKING_DAYS',
    source: 'MEASURES',
    formula: [
      '期内答复 (决定或不予受理) 的异议:提出至答复的工作日',
      'objections decided or rejected in the period: working days from filing to the answer',
    ],
    numerator: ['工作日之和', 'sum of working days'],
    denominator: ['答复的异议', 'objections answered'],
  },
  OBJECTIONS_IN_TIME: {
    title: ['异议按期答复率', 'Objections answered in time'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内决定的异议:在答复期限 (含延期) 内 ÷ 全部',
      'objections decided in the period: within the period for the answer, extensions included ÷ all',
    ],
    numerator: ['按期决定', 'decided in time'],
    denominator: ['决定的异议', 'objections decided'],
  },
  OBJECTIONS_JUSTIFIED: {
    title: ['异议成立率', 'Objections that were right'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: ['期内决定的异议:更正或撤销 ÷ 全部', 'objections decided in the period: corrected or withdrawn ÷ all'],
    numerator: ['更正或撤销', 'corrected or withdrawn'],
    denominator: ['决定的异议', 'objections decided'],
  },
  REPAIRS_APPLIED: {
    title: ['信用修复申请数', 'Repairs applied for'],
    unit: 'COUNT',
    source: 'MEASURES',
    formula: [
      '期内的信用修复申请,按认定部门',
      'applications for credit repair in the period, by determining department',
    ],
    numerator: ['申请', 'applications'],
    denominator: null,
  },
  REPAIR_TIME: {
    title: ['信用修复办理用时', 'Time to decide a repair'],
    unit: 'WORKING_DAYS',
    source: 'MEASURES',
    formula: [
      '期内办结 (同意、不同意、不予受理) 的申请:申请至办结的工作日',
      'applications granted, denied or refused in the period: working days from the application to the end',
    ],
    numerator: ['工作日之和', 'sum of working days'],
    denominator: ['办结的申请', 'applications ended'],
  },
  REPAIR_SYNC_TIME: {
    title: ['信用修复同步用时', 'Time until a repair is carried out everywhere'],
    unit: 'WORKING_DAYS',
    source: 'MEASURES',
    formula: [
      '因修复解除、且期内最后一个实施部门反馈已解除的申请:申请至该反馈的工作日',
      'granted applications of which the last implementer reported the lifting in the period: working days from the application to that report',
    ],
    numerator: ['工作日之和', 'sum of working days'],
    denominator: ['同步完成的申请', 'applications carried out everywhere'],
  },
  REPAIRS_IN_TIME: {
    title: ['信用修复按期办结率', 'Repairs decided in time'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内决定的申请:在决定期限 (含延期) 内 ÷ 全部',
      'applications granted or denied in the period: within the period for the decision, extensions included ÷ all',
    ],
    numerator: ['按期决定', 'decided in time'],
    denominator: ['决定的申请', 'applications decided'],
  },
  ERROR_RATE: {
    title: ['错误措施率', 'Measures that were an error'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内结束的措施:因错误撤销 ÷ (解除 + 撤销);按发起部门',
      'measures that ended in the period: revoked as an error ÷ lifted or revoked; by initiating department',
    ],
    numerator: ['撤销的措施', 'measures revoked'],
    denominator: ['结束的措施', 'measures ended'],
  },
  RESTORATION_RATE: {
    title: ['恢复信誉完成率', 'Restorations done'],
    unit: 'SHARE',
    source: 'MEASURES',
    formula: [
      '期内因错误撤销的措施:截至期末已恢复 ÷ 全部',
      'measures revoked in the period: restored by its end ÷ all',
    ],
    numerator: ['已恢复', 'restored'],
    denominator: ['撤销的措施', 'measures revoked'],
  },
  RESTORATION_TIME: {
    title: ['恢复信誉用时', 'Time to restore'],
    unit: 'WORKING_DAYS',
    source: 'MEASURES',
    formula: [
      '期内完成的恢复:撤销至完成的工作日',
      'restorations completed in the period: working days from the revocation',
    ],
    numerator: ['工作日之和', 'sum of working days'],
    denominator: ['完成的恢复', 'restorations completed'],
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
