import type { Metric } from './metrics.ts';

const never = { source: null, unit: 'SHARE' } as const;

/** Asked for, and not to be had from what this gateway sees: named with the reason, never left out or set to 0. */
export const unknownMetrics = {
  PRODUCED_SHARE: {
    ...never,
    title: ['报送占产生比', 'Share of what was produced that was reported'],
    formula: [
      '报送量 ÷ 产生量;部门产生多少,本平台不得而知',
      'reported ÷ produced; how much a department produced is not known here',
    ],
    numerator: ['报送量', 'reported'],
    denominator: ['产生量', 'produced'],
  },
  ACCURACY_RATE: {
    ...never,
    title: ['准确率', 'Accuracy rate'],
    formula: ['正确 ÷ 抽查;须人工抽查原件', 'correct ÷ sampled; somebody has to compare a sample with the originals'],
    numerator: ['正确', 'correct'],
    denominator: ['抽查', 'sampled'],
  },
  CONCEALMENT_RATE: {
    ...never,
    title: ['瞒报率', 'Concealment rate'],
    formula: [
      '他处发现而未报送 ÷ 全部;须与执法系统和纸质档案逐项核对',
      'found elsewhere but not reported ÷ all; enforcement systems and paper files have to be compared item by item',
    ],
    numerator: ['未报送', 'not reported'],
    denominator: ['全部', 'all'],
  },
  OBJECTION_SHARE: {
    ...never,
    title: ['异议占公示信息比', 'Objections per public record'],
    formula: [
      '异议 ÷ 公示信息;公示由各公示系统进行,数量不在此',
      'objections ÷ public records; these are published elsewhere, and not counted here',
    ],
    numerator: ['异议', 'objections'],
    denominator: ['公示信息', 'public records'],
  },
} as const satisfies Readonly<Record<string, Metric>>;
