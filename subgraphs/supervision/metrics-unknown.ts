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
  INCENTIVISED_SHARE: {
    ...never,
    title: ['守信激励主体占比', 'Share of organisations that are favoured'],
    formula: [
      '受激励主体 ÷ 全部主体;全区主体总数不在此,只知曾被查询或报送的组织',
      'organisations with an incentive ÷ all; how many the district has is not known here, only those that were asked about or delivered',
    ],
    numerator: ['受激励主体', 'organisations with an incentive'],
    denominator: ['全部主体', 'all organisations'],
  },
  CREDIT_REPORT_USE: {
    ...never,
    title: ['信用报告应用', 'Use of credit reports'],
    formula: [
      '使用信用报告的事项 ÷ 应使用的事项;使用在各部门系统内',
      'matters in which a credit report was used ÷ those in which it should be; departments use them in their own systems',
    ],
    numerator: ['使用', 'used'],
    denominator: ['应使用', 'to be used'],
  },
  GRADED_COVERAGE: {
    ...never,
    title: ['分级分类监管覆盖率', 'Coverage of graded supervision'],
    formula: [
      '已分级分类的主体 ÷ 监管对象;分级在各部门系统内',
      'organisations that are graded ÷ those supervised; departments grade in their own systems',
    ],
    numerator: ['已分级', 'graded'],
    denominator: ['监管对象', 'supervised'],
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
