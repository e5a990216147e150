import type { Line, Occasion } from '../../workbook-lines.ts';
import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** Private schools, their inspections, training lists and penalties. */
export const createStandIn = createWorkbookStandIn({
  department: 'education',
  prefix: 'jyj',
  every: 'month',
  day: 4,
  sheets: {
    办学许可: {
      name: '学校名称',
      share: 0.003,
      line: ({ after, number, on }) => ({
        办学许可证号: number('教民'),
        办学类型: '非学历培训',
        发证日期: on,
        有效期起: on,
        有效期止: after(5),
        状态: '在办',
      }),
    },
    年检结论: {
      name: '学校名称',
      share: 0.003,
      line: ({ number, on, random }) => ({
        年度: on.getUTCFullYear() - 1,
        结论: random.pick(['合格', '合格', '基本合格', '不合格']),
        通报文号: number('安教函'),
        通报日期: on,
      }),
    },
    校外培训机构名单: {
      name: '机构名称',
      share: 0.002,
      line: ({ number, on, random }) => ({
        名单: random.pick(['白名单', '白名单', '黑名单']),
        列入文号: number('安教通'),
        列入日期: on,
        状态: '在列',
        列入原因: '专项治理',
      }),
    },
    行政处罚: { name: '当事人', share: 0.001, line: penalty, person: penalty },
  },
});

function penalty({ number, on, random }: Occasion): Line {
  return {
    程序: random.pick(['普通', '简易']),
    处罚文号: number('安教罚'),
    处罚日期: on,
    处罚种类: random.pick(['警告', '罚款']),
    '罚没金额(元)': random.whole(1, 30) * 1000,
  };
}
