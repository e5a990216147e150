import { addressAsWritten } from '../../addresses.ts';
import { daysAfter } from '../../days.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { personName, personNumber } from '../../fictional-persons.ts';
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

export type Catalogue = 'XK' | 'CF' | 'SX';

const bureau = '遂宁市安居区文化广播电视和旅游局';
const before = '遂宁市安居区文化广播影视新闻出版局';
const columns = { name: 'DWMC', creditCode: 'TYSHXYDM', registrationNumber: 'ZCH' };
const isVenue = ({ name }: DemoOrganisation) => /茶楼|信息技术|文具|旅游|文化/.test(name);
const authority = ({ day }: Writing) => (day < '2019-02-01' ? before : bureau);

const recipes: Readonly<Record<Catalogue, Recipe>> = {
  XK: {
    share: 0.3,
    of: isVenue,
    write: (writing) => ({
      ...common(writing, 'XK'),
      XKLB: writing.random.pick(['互联网上网服务', '歌舞娱乐', '营业性演出', '广播电视节目制作']),
      XKZH: `5109041${writing.serial}`,
      FZRQ: clerksDay(writing),
      YXQZ: daysAfter(writing.day, 1095),
      FZJG: authority(writing),
      ZS: addressAsWritten(writing.organisation, 'culture-broadcasting'),
      ZT: writing.random.chance(0.9) ? '有效' : writing.random.pick(['已过期', '已注销', '已吊销']),
      ZXRQ: '',
    }),
  },
  CF: {
    share: 0.05,
    of: isVenue,
    write: (writing) => ({
      ...common(writing, 'CF'),
      CFWH: documentOf(writing, '（安）文罚字'),
      CFRQ: clerksDay(writing),
      CFZL: writing.random.pick(['罚款', '警告', '罚款|责令停业整顿']),
      FKJE: writing.random.chance(0.5) ? '1.5万' : '3000',
      CFJG: authority(writing),
      AY: '接纳未成年人进入营业场所',
      ZT: '有效',
    }),
  },
  SX: {
    share: 0.01,
    of: isVenue,
    write: (writing) => ({
      ...common(writing, 'SX'),
      SXDJ: writing.random.pick(['轻微', '轻微', '严重']),
      RDWH: documentOf(writing, '安文旅失信'),
      RDRQ: clerksDay(writing),
      GLQZ: daysAfter(writing.day, 365),
      RDJG: bureau,
      RDSY: '因同一违法行为两年内两次受到处罚',
      ZT: '在列',
      YCRQ: '',
    }),
  },
};

function common(writing: Writing, prefix: string): Cells {
  const { random, serial } = writing;
  const named = random.chance(0.3);
  return {
    BH: `${prefix}${serial}`,
    ...keyCells(writing, columns),
    FDDBR: named ? personName(random) : '',
    FDDBRZJH: named ? personNumber(random) : '',
    BZ: clerksRemark(writing),
  };
}

/** Rows of the generated organisations, by catalogue. */
export function rowsOf(district: District, catalogue: Catalogue): Cells[] {
  return generateRows(district, 'culture-broadcasting', recipes)
    .filter(({ service }) => service === catalogue)
    .map(({ cells }) => cells);
}
