import type { Line, Occasion } from '../../workbook-lines.ts';
import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** Fuel, prepaid cards, trade, and what investors were promised. */
export const createStandIn = createWorkbookStandIn({
  department: 'commerce',
  prefix: 'swj',
  every: 'month',
  day: 6,
  sheets: {
    成品油零售许可: {
      name: '企业名称',
      kinds: ['企业'],
      share: 0.003,
      line: ({ after, number, on, organisation }) => ({
        加油站名称: `${organisation.name.slice(0, 6)}加油站`,
        证书编号: number('油零售证书'),
        发证日期: on,
        有效期至: after(5),
        状态: '正常',
      }),
    },
    备案: {
      name: '企业名称',
      share: 0.008,
      line: ({ number, on, random }) => ({
        备案种类: random.pick(['预付卡', '对外贸易经营者', '外商投资']),
        备案号: number('备'),
        备案日期: on,
        状态: random.pick(['有效', '有效', '注销']),
      }),
    },
    行政处罚: { name: '当事人', share: 0.002, line: penalty, person: penalty },
    招商优惠兑现: {
      name: '企业名称',
      kinds: ['企业'],
      share: 0.003,
      line: ({ number, on, random }) => ({
        项目名称: '产业项目',
        协议编号: number('安招商协'),
        签订日期: on,
        '兑现金额(万元)': random.pick([null, 20, '80万', 150.5]),
        履约情况: random.pick(['履约中', '已兑现', '已兑现', '企业违约']),
      }),
    },
  },
});

function penalty({ number, on, random }: Occasion): Line {
  return {
    处罚文号: number('安商罚'),
    处罚日期: on,
    处罚种类: random.pick(['警告', '罚款', '警告+罚款']),
    '罚款(元)': random.whole(1, 30) * 1000,
  };
}
