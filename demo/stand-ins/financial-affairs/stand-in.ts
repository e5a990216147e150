import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** The few local financial organisations, and the reserve for listing. */
export const createStandIn = createWorkbookStandIn({
  department: 'financial-affairs',
  prefix: 'jrb',
  every: 'quarter',
  day: 8,
  sheets: {
    机构许可: {
      name: '机构名称',
      kinds: ['企业'],
      share: 0.002,
      line: ({ number, on, random }) => ({
        机构类别: random.pick(['小贷', '融担', '典当']),
        批准文号: number('川金监'),
        批准日期: on,
        有效期至: '长期',
        批准机关: '四川省地方金融监督管理局',
        '注册资本(万元)': random.whole(5, 100) * 100,
        状态: random.pick(['正常', '正常', '停业', '注销']),
      }),
    },
    监管评级: {
      name: '机构名称',
      kinds: ['企业'],
      share: 0.002,
      line: ({ number, on, random }) => ({
        评级年度: on.getUTCFullYear() - 1,
        评级: random.pick(['A', 'B', 'B', 'C', 'D']),
        评级文号: number('川金监评'),
        评级日期: on,
      }),
    },
    上市后备企业: {
      name: '企业名称',
      kinds: ['企业'],
      share: 0.004,
      line: ({ number, on, random }) => ({
        拟上市板块: random.pick(['北交所', '天府股交']),
        入库文号: number('安府办函'),
        入库日期: on,
        '奖补金额(万元)': random.pick([null, 10, '20万', 50]),
        状态: random.pick(['在库', '在库', '出库']),
      }),
    },
  },
});
