import type { Line, Occasion } from '../../workbook-lines.ts';
import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** Printers and bookshops, what was published without leave, and models of integrity. */
export const createStandIn = createWorkbookStandIn({
  department: 'publicity',
  prefix: 'xcb',
  every: 'quarter',
  day: 8,
  sheets: {
    出版物经营许可: {
      name: '单位名称',
      share: 0.006,
      line: ({ after, number, on, random }) => ({
        许可证号: number('川新出发遂零字'),
        许可项目: random.pick(['出版物零售', '包装装潢印刷', '其他印刷品印刷']),
        发证日期: on,
        有效期至: after(5),
        状态: random.pick(['有效', '有效', '有效', '注销']),
      }),
    },
    行政处罚: {
      name: '当事人',
      share: 0.003,
      line: penalty,
      person: penalty,
    },
    诚信典型: {
      name: '名称',
      share: 0.004,
      line: ({ number, on }) => ({
        类别: '企业',
        称号: '诚信示范企业',
        发布文号: number('安宣发'),
        发布日期: on,
        状态: '有效',
      }),
      person: ({ number, on }) => ({
        类别: '个人',
        称号: '诚实守信模范',
        发布文号: number('安宣发'),
        发布日期: on,
        状态: '有效',
      }),
    },
  },
});

function penalty({ number, on, random }: Occasion): Line {
  return {
    领域: random.pick(['出版', '版权', '网信']),
    处罚决定书文号: number('安文版罚'),
    处罚日期: on,
    违法行为: '违反出版管理规定',
    处罚种类: random.pick(['警告', '罚款', '警告、罚款']),
    '罚款金额(元)': random.whole(5, 100) * 100,
  };
}
