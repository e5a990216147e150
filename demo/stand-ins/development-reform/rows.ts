import type { District } from '../../district.ts';
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
import { daysAfter } from '../../days.ts';

export type Service = 'projects' | 'penalties' | 'undertakings';

const bureau = '遂宁市安居区发展和改革局';
const columns = { name: 'DWMC', creditCode: 'TYSHXYDM', organisationCode: 'ZZJGDM' };
const isFirm = ({ kind }: { readonly kind: string }) => kind === '企业';

const recipes: Readonly<Record<Service, Recipe>> = {
  projects: {
    share: 0.08,
    of: isFirm,
    write: (writing) => {
      const { day, random } = writing;
      return {
        ...common(writing, 'XM'),
        SPLB: random.pick(['备案', '备案', '核准']),
        XMDM: `${day.slice(2, 4)}${day.slice(5, 7)}-510904-04-01-${String(writing.serial).padStart(6, '0')}`,
        XMMC: random.pick(['生产线技术改造', '仓储用房建设', '分布式光伏', '污水处理设施']),
        PFWH: documentOf(writing, '安发改备'),
        PFRQ: clerksDay(writing),
        YXQZ: daysAfter(day, 730),
        ZTZ: random.chance(0.5) ? random.whole(50, 9000) : `${random.whole(50, 9000)}.00`,
        PFJG: bureau,
        ZT: random.chance(0.95) ? '有效' : '撤销',
      };
    },
  },
  penalties: {
    share: 0.012,
    write: (writing) => {
      const { day, random } = writing;
      return {
        ...common(writing, 'CF'),
        XDRLB: '法人及非法人组织',
        ZJHM: '',
        CFLY: random.pick(['节能', '粮食', '价格']),
        JDSWH: documentOf(writing, '安发改罚'),
        CFRQ: clerksDay(writing),
        CFZL: random.pick(['罚款', '警告', '警告；罚款']),
        FKJE: random.chance(0.3) ? '5,000' : String(random.whole(5, 80) * 1000),
        WFSS: random.pick(['未按规定报送能耗数据', '不按规定明码标价', '未建立粮食经营台账']),
        CFJG: day < '2019-01-01' && random.chance(0.4) ? '遂宁市安居区物价局' : bureau,
        CXBZ: random.chance(0.96) ? '0' : '1',
        CXRQ: '',
      };
    },
  },
  undertakings: {
    share: 0.15,
    write: (writing) => {
      const { day, random } = writing;
      return {
        ...common(writing, 'CN'),
        CNLX: random.pick(['主动', '主动', '审批替代', '容缺受理']),
        CNBH: `CN-${day.slice(0, 4)}-${writing.serial}`,
        CNSX: random.pick(['依法诚信经营', '补交申请材料', '按期完成整改']),
        CNRQ: clerksDay(writing),
        LYQX: random.chance(0.4) ? '长期' : daysAfter(day, 60),
        LYZT: random.chance(0.04) ? '3' : random.pick(['1', '2', '2']),
        SLDW: bureau,
        ZT: '1',
      };
    },
  },
};

function common(writing: Writing, prefix: string): Cells {
  const { random, serial } = writing;
  return {
    LSH: `${prefix}${serial}`,
    ...keyCells(writing, columns),
    LXR: random.chance(0.5) ? personName(random) : '',
    BZ: clerksRemark(writing),
  };
}

/** Everything that the bureau holds: the samples, and records of the generated organisations. */
export function createRows(district: District): JsonHeldRow[] {
  const samples = jsonSampleRows(
    'development-reform',
    ({ result }: { readonly result: { readonly rows: Cells[] | string } }) => result.rows,
    (recordSet) => recordSet,
  );
  return [...samples, ...generateRows(district, 'development-reform', recipes)];
}
