import type { Line, Occasion } from '../../workbook-lines.ts';
import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** Public interest actions and proposals, typed in from paper. */
export const createStandIn = createWorkbookStandIn({
  department: 'procuratorate',
  prefix: 'jcy',
  every: 'quarter',
  day: 12,
  sheets: {
    民事公益诉讼: {
      name: '被告',
      share: 0.001,
      line: action,
      person: action,
    },
    检察建议: {
      name: '被建议单位',
      share: 0.004,
      line: ({ number, on, random }) => ({
        建议书文号: number('安检建'),
        发出日期: on,
        建议事项: random.pick(['规范用工登记', '消除安全隐患', '完善内部管理']),
        回复情况: random.pick(['已整改', '已采纳', '逾期未复']),
      }),
    },
  },
});

function action({ number, on, random }: Occasion): Line {
  return {
    案号: number('川0904民初'),
    领域: random.pick(['生态环境', '食品药品']),
    起诉日期: on,
    审理法院: '遂宁市安居区人民法院',
    结果: random.pick(['支持', '部分支持', '调解', '驳回', '撤诉']),
    '赔偿金额(万元)': random.whole(1, 60) / 2,
  };
}
