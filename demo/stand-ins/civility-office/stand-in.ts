import type { Line, Occasion } from '../../workbook-lines.ts';
import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** Civil organisations, and the boards that are published each quarter. */
export const createStandIn = createWorkbookStandIn({
  department: 'civility-office',
  prefix: 'wmb',
  every: 'quarter',
  day: 8,
  sheets: {
    文明单位: {
      name: '单位名称',
      share: 0.006,
      line: ({ after, number, on, random }) => ({
        荣誉名称: '安居区文明单位',
        级别: random.pick(['区级', '区级', '市级']),
        命名文号: number('安委'),
        命名日期: on,
        届满日期: after(3),
        命名机关: '中共遂宁市安居区委',
        状态: random.pick(['保留', '保留', '届满', '撤销']),
      }),
    },
    诚信红黑榜: {
      name: '名称',
      share: 0.003,
      line: (occasion) => ({ ...entry(occasion), 主体类别: '企业' }),
      person: (occasion) => ({ ...entry(occasion), 主体类别: '个人' }),
    },
  },
});

function entry({ after, number, on, random }: Occasion): Line {
  return {
    榜别: random.pick(['红榜', '红榜', '黑榜']),
    期次: `${on.getUTCFullYear()}年第${random.whole(1, 4)}期`,
    发布日期: on,
    发布截止: after(0.5),
    认定部门: '区市场监督管理局',
    认定文号: number('安市监信'),
    认定日期: on,
    事由: '见认定文书',
    状态: '到期',
  };
}
