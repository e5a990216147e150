import type { Line, Occasion } from '../../workbook-lines.ts';
import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** Reconsiderations, enforcement bodies, and the heavy penalties that other departments file. */
export const createStandIn = createWorkbookStandIn({
  department: 'legislative-affairs',
  prefix: 'fzb',
  every: 'quarter',
  day: 12,
  sheets: {
    行政复议: {
      name: '申请人',
      share: 0.003,
      line: (occasion) => ({ ...review(occasion), 申请人类别: '企业' }),
      person: (occasion) => ({ ...review(occasion), 申请人类别: '公民' }),
    },
    重大处罚备案: { name: '被处罚人', share: 0.003, line: filed, person: filed },
  },
});

function review({ number, on, random }: Occasion): Line {
  return {
    被申请人: '区市场监督管理局',
    决定书文号: number('安府复决'),
    决定日期: on,
    结果: random.pick(['维持', '维持', '撤销', '驳回', '终止']),
  };
}

function filed({ number, on, random }: Occasion): Line {
  return {
    备案号: number('安法备'),
    处罚机关: random.pick(['安居区交通运输局', '安居区水利局', '安居区农业农村局']),
    处罚文号: number('安罚'),
    处罚日期: on,
    处罚种类: random.pick(['罚款', '罚款、没收违法所得', '责令停产停业']),
    '罚没金额(元)': random.whole(5, 50) * 10_000,
    备案审查: random.pick(['合法', '合法', '合法', '责令撤销']),
  };
}
