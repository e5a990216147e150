import { daysAfter } from '../../days.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { personName } from '../../fictional-persons.ts';
import {
  clerksDay,
  clerksRemark,
  documentOf,
  generateRows,
  keyCells,
  type Cells,
  type Recipe,
  type Writing,
} from '../../generate-rows.ts';
import type { JsonHeldRow } from '../../json-stand-in.ts';
import { jsonSampleRows } from '../../json-samples.ts';

export type Service = 'badConduct' | 'awards' | 'undertakings';

const columns = { name: 'ztmc', creditCode: 'tyshxydm' };
const isBidder = ({ name }: DemoOrganisation) => /建筑工程|装饰工程|建材|信息技术|机械|环保/.test(name);

const recipes: Readonly<Record<Service, Recipe>> = {
  badConduct: {
    share: 0.03,
    of: isBidder,
    write: (writing) => {
      const { day, random } = writing;
      return {
        ...common(writing, 'BL'),
        xwlb: random.pick(['围标串标', '弄虚作假', '放弃中标', '拒签合同']),
        xwms: '',
        rdwh: documentOf(writing, '安公管认'),
        rdrq: clerksDay(writing),
        gsq: day,
        gsz: daysAfter(day, 365),
        rdbm: '遂宁市安居区发展和改革局',
        zt: random.chance(0.8) ? '1' : '2',
        ycrq: '',
      };
    },
  },
  awards: {
    share: 0.35,
    of: isBidder,
    write: (writing) => {
      const { day, random, serial } = writing;
      return {
        ...common(writing, 'ZB'),
        bdmc: random.pick(['', '一标段', '二标段']),
        xmmc: random.pick(['样例小学操场改造', '样例镇道路养护', '样例办公设备采购']),
        tzsbh: `AJGGZY-${day.slice(0, 4)}-${serial}`,
        fcrq: clerksDay(writing),
        zbje: random.chance(0.5) ? random.whole(100, 90_000) / 10 : String(random.whole(10, 9000)),
        zt: '1',
        ycrq: '',
      };
    },
  },
  undertakings: {
    share: 0.35,
    of: isBidder,
    write: (writing) => ({
      ...common(writing, 'CN'),
      cnsbh: `CN${writing.day.slice(0, 4)}-${writing.serial}`,
      cnrq: clerksDay(writing),
      lyqk: writing.random.chance(0.03) ? '未履行' : writing.random.pick(['已履行', '已履行', '未到期']),
      zt: '1',
      ycrq: '',
    }),
  },
};

function common(writing: Writing, prefix: string): Cells {
  const { day, random, serial } = writing;
  return {
    id: `${prefix}-${serial}`,
    ztlb: '1',
    ...keyCells(writing, columns),
    sfzh: '',
    xmbh: `AJGC${day.slice(0, 4)}-${serial}`,
    xmjl: random.chance(0.4) ? personName(random) : '',
    bz: clerksRemark(writing),
  };
}

/** Everything that the centre holds: the samples, and records of the generated organisations. */
export function createRows(district: District): JsonHeldRow[] {
  const samples = jsonSampleRows(
    'public-resource-trading',
    ({ body }: { readonly body: { readonly list: Cells[] } }) => body.list,
    (recordSet) => (recordSet === 'biddingConduct' ? 'badConduct' : recordSet),
  );
  return [...samples, ...generateRows(district, 'public-resource-trading', recipes)];
}
