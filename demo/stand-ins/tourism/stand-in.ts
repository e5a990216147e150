import type { Line, Occasion } from '../../workbook-lines.ts';
import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** Travel agencies, sights and hotels, penalties and the dishonesty list. */
export const createStandIn = createWorkbookStandIn({
  department: 'tourism',
  prefix: 'lyj',
  every: 'month',
  day: 8,
  sheets: {
    旅行社: {
      name: '旅行社名称',
      kinds: ['企业'],
      share: 0.004,
      line: ({ on, random }) => ({
        类别: random.pick(['旅行社', '分社', '服务网点']),
        许可证编号: `L-SC-A${random.whole(10_000, 99_999)}`,
        业务范围: '国内旅游、入境旅游',
        许可日期: on,
        状态: random.pick(['正常', '正常', '注销']),
      }),
    },
    等级评定: {
      name: '单位名称',
      share: 0.002,
      line: ({ after, number, on, organisation, random }) => ({
        '景区(饭店)名称': `${organisation.name.slice(0, 6)}景区`,
        等级: random.pick(['AA', 'AAA', '三星级']),
        评定文号: number('遂旅评'),
        评定日期: on,
        有效期至: after(5),
        评定机构: '遂宁市旅游景区质量等级评定委员会',
        状态: '有效',
      }),
    },
    投诉处罚: { name: '被处罚单位', share: 0.002, line: penalty, person: penalty },
    旅游失信名单: {
      name: '名称',
      share: 0.001,
      line: ({ after, number, on, random }) => ({
        失信程度: random.pick(['轻微失信', '严重失信']),
        认定文号: number('遂文旅失信'),
        认定日期: on,
        列入期限至: after(3),
        状态: '在列',
        事由: '不合理低价游',
      }),
    },
  },
});

function penalty({ number, on, random }: Occasion): Line {
  return {
    处罚决定书号: number('安旅罚字'),
    处罚日期: on,
    处罚种类: random.pick(['警告', '罚款', '罚款;责令停业整顿']),
    '罚款(元)': random.whole(1, 30) * 1000,
  };
}
