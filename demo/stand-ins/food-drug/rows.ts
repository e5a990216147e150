import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { addressAsWritten } from '../../addresses.ts';
import { daysAfter } from '../../days.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { personName } from '../../fictional-persons.ts';
import {
  clerksDay,
  clerksRemark,
  documentOf,
  generateRows,
  keyCells,
  type Recipe,
  type Writing,
} from '../../generate-rows.ts';
import { bodyOf, sampleAnswers } from '../../sample-answers.ts';

export type Kind = 'XK' | 'CF' | 'FXDJ' | 'CJ' | 'HMD';
export type Cells = Readonly<Record<string, string>>;
export interface HeldRow {
  readonly kind: Kind;
  readonly cells: Cells;
}

const before = '遂宁市安居区食品药品监督管理局';
const bureau = '遂宁市安居区市场监督管理局';
const columns = { name: 'DWMC', creditCode: 'TYSHXYDM', registrationNumber: 'ZCH' };
const sellsFood = ({ name }: DemoOrganisation) => /食品|餐饮|面馆|超市|药店|茶楼|水果|医药|种植|养殖/.test(name);
const authority = ({ day }: Writing) => (day < '2019-03-01' ? before : bureau);
const licence = ({ organisation }: Writing) => `JY15109${organisation.organisationCode.slice(4)}`;

const recipes: Readonly<Record<Kind, Recipe>> = {
  XK: {
    share: 0.7,
    of: sellsFood,
    write: (writing) => ({
      ...common(writing),
      XKLB: writing.random.pick(['食品经营', '食品经营', '餐饮服务', '食品生产', '药品零售']),
      XKZBH: `${licence(writing)}${writing.serial}`,
      XKFW: '预包装食品',
      ZS: addressAsWritten(writing.organisation, 'food-drug'),
      FZRQ: clerksDay(writing),
      YXQZ: daysAfter(writing.day, 1825),
      FZJG: authority(writing),
      ZT: writing.random.chance(0.9) ? '1' : writing.random.pick(['2', '3', '4']),
      ZXRQ: '',
    }),
  },
  CF: {
    share: 0.06,
    of: sellsFood,
    write: (writing) => {
      const fine = writing.random.whole(1, 50) * 1000;
      return {
        ...common(writing),
        CFWH: documentOf(writing, writing.day < '2019-03-01' ? '（安）食药监食罚' : '安市监食处'),
        CFRQ: clerksDay(writing),
        CFZL: '罚款',
        FKJE: String(fine),
        MSJE: '',
        CFNR: `处罚款${writing.random.chance(0.02) ? fine * 10 : fine}元`,
        AY: writing.random.pick(['经营超过保质期的食品', '标签不符合规定', '未查验供货者资质']),
        CFJG: authority(writing),
        ZT: writing.random.chance(0.97) ? '1' : '4',
        ZXRQ: '',
        JYZSFZ: '',
      };
    },
  },
  FXDJ: {
    share: 0.5,
    of: sellsFood,
    write: (writing) => ({
      ...common(writing),
      ND: writing.day.slice(0, 4),
      DJ: writing.random.pick(['A', 'B', 'B', 'C', 'C', 'D']),
      PDRQ: writing.day,
      PDWH: '',
      XKZBH: licence(writing),
      PDJG: authority(writing),
      ZT: '1',
    }),
  },
  CJ: {
    share: 0.04,
    of: sellsFood,
    write: (writing) => ({
      ...common(writing),
      BGBH: `SC${writing.day.slice(0, 4)}-ZX-${writing.serial}`,
      BGRQ: clerksDay(writing),
      CYRQ: daysAfter(writing.day, -20),
      CPMC: writing.random.pick(['样例挂面', '样例腊肉', '样例茶叶']),
      BHGXM: writing.random.pick(['苯甲酸', '大肠菌群', '铅']),
      ZZJG: authority(writing),
      BCYLB: writing.random.pick(['生产者', '销售者', '餐饮']),
      FJJL: writing.random.pick(['未复检', '未复检', '维持', '合格']),
      FJRQ: '',
    }),
  },
  HMD: {
    share: 0.004,
    of: (one) => sellsFood(one) && one.establishedOn < '2018-01-01',
    write: (writing) => ({
      ...common(writing),
      RDWH: documentOf(writing, '安食药监黑'),
      LRRQ: clerksDay(writing),
      YXQZ: daysAfter(writing.day, 730),
      RDJG: authority(writing),
      ZT: writing.random.pick(['1', '2']),
      ZXRQ: '',
      LRYY: '一年内两次经营不合格食品',
    }),
  },
};

function common(writing: Writing): Record<string, string> {
  const { random, serial } = writing;
  return {
    XH: String(serial),
    ...keyCells(writing, columns),
    FDDBR: random.chance(0.3) ? personName(random) : '',
    BZ: clerksRemark(writing),
  };
}

const kindOf: Readonly<Record<string, Kind>> = {
  licences: 'XK',
  penalties: 'CF',
  riskGrades: 'FXDJ',
  failedSamplings: 'CJ',
  blacklist: 'HMD',
};
const parser = new XMLParser({
  parseTagValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  isArray: (name) => name === 'JL',
});

interface Envelope {
  readonly Envelope: {
    readonly Body: { readonly GetCreditInfoResponse: { readonly GetCreditInfoResult: string } };
  };
}

function sampleRows(): HeldRow[] {
  return sampleAnswers('food-drug').flatMap(({ path, recordSet }) => {
    const { Envelope } = parser.parse(iconv.decode(bodyOf(path), 'gb18030')) as Envelope;
    const document = Envelope.Body.GetCreditInfoResponse.GetCreditInfoResult;
    const { RESPONSE } = parser.parse(document) as { RESPONSE: { JLJ: { JL: Cells[] } } };
    return RESPONSE.JLJ.JL.map((cells) => ({ kind: kindOf[recordSet]!, cells }));
  });
}

/** Everything that the system holds: the samples, and records of the generated organisations. */
export function createRows(district: District): HeldRow[] {
  const generated = generateRows(district, 'food-drug', recipes);
  return [...sampleRows(), ...generated.map(({ service, cells }) => ({ kind: service, cells: cells as Cells }))];
}
