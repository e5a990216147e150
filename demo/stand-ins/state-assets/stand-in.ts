import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** State-owned enterprises, and what they owe to small suppliers. */
export const createStandIn = createWorkbookStandIn({
  department: 'state-assets',
  prefix: 'gzw',
  every: 'quarter',
  day: 18,
  sheets: {
    国有企业名录: {
      name: '企业名称',
      kinds: ['企业'],
      share: 0.004,
      line: ({ number, on, random }) => ({
        出资人: '区国资委',
        级次: random.whole(1, 3),
        '国有股比(%)': random.pick([100, 51, '67%']),
        产权登记证号: number('产登'),
        登记日期: on,
        状态: random.pick(['占有', '变动', '注销']),
      }),
    },
    拖欠账款清欠: {
      name: '欠款单位',
      kinds: ['企业'],
      share: 0.002,
      line: ({ number, on, random }) => ({
        债权人: '样例供应商',
        台账编号: number('QQ'),
        认定日期: on,
        '拖欠金额(万元)': random.whole(10, 900) / 10,
        '尚欠(万元)': random.whole(1, 9),
        清偿状态: random.pick(['未清偿', '部分清偿']),
      }),
    },
  },
});
