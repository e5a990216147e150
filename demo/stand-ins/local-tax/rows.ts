import type { DemoOrganisation, District } from '../../district.ts';
import { personName } from '../../fictional-persons.ts';
import { clerksDay, documentOf, generateRows, type Cells, type Recipe, type Writing } from '../../generate-rows.ts';

export type Catalogue = 'SWDJ' | 'QSGG' | 'XZCF';

const bureau = '遂宁市安居区地方税务局';
const isTaxpayer = ({ creditCode }: DemoOrganisation) => /^9[123]/.test(creditCode);
/** The bureau's time, to the day on which its files were closed. */
const era = { from: '2008-01-01', until: '2018-06-28' };

const recipes: Readonly<Record<Catalogue, Recipe>> = {
  SWDJ: {
    share: 0.6,
    of: isTaxpayer,
    write: (writing) => {
      const left = writing.random.chance(0.08);
      return {
        ...common(writing, 'DJ'),
        DJRQ: clerksDay(writing),
        DJZT: left ? writing.random.pick(['注销', '非正常']) : '移交',
        ZXRQ: left ? '' : '20180705',
      };
    },
  },
  QSGG: {
    share: 0.02,
    of: isTaxpayer,
    write: (writing) => {
      const state = writing.random.pick(['已缴', '已缴', '移交', '未缴']);
      return {
        ...common(writing, 'QS'),
        SZ: writing.random.pick(['房产税', '城镇土地使用税', '印花税', '土地增值税']),
        SSQ: writing.day.slice(0, 7).replace('-', ''),
        QSYE: `${writing.random.whole(100, 90_000)}.00`,
        GGRQ: clerksDay(writing),
        GGWH: documentOf(writing, '安地税告'),
        QSZT: state,
        QSRQ: state === '移交' ? '20180705' : '',
      };
    },
  },
  XZCF: {
    share: 0.02,
    of: isTaxpayer,
    write: (writing) => ({
      ...common(writing, 'CF'),
      CFWH: documentOf(writing, '安地税罚'),
      CFRQ: clerksDay(writing),
      CFZL: '罚款',
      FKJE: writing.random.pick(['200.00', '500', '2,000.00']),
      AY: '未按期申报',
      ZT: writing.random.chance(0.97) ? '1' : '0',
    }),
  },
};

function common(writing: Writing, prefix: string): Cells {
  const { organisation, random, serial } = writing;
  const { creditCode, name, oldTaxNumber } = organisation;
  return {
    LSH: `${prefix}${serial}`,
    NSRSBH: oldTaxNumber !== '' && random.chance(0.7) ? oldTaxNumber : creditCode,
    NSRMC: name,
    SWJG: random.chance(0.2) ? '区地税局' : bureau,
    FDDBR: random.chance(0.4) ? personName(random) : '',
  };
}

/** Rows of the organisations that were there in the bureau's time, by catalogue. */
export function rowsOf(district: District, catalogue: Catalogue): Cells[] {
  return generateRows(district, 'local-tax', recipes, era)
    .filter(({ service }) => service === catalogue)
    .map(({ cells }) => cells);
}
