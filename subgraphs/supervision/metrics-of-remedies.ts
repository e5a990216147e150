import type { Metric } from './metrics.ts';

/** Objections, repairs, and what was put right: counted from the events of measures. */
export const remedyMetrics = {
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
} as const satisfies Readonly<Record<string, Metric>>;
