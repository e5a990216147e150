import { daysAfter, stampOf } from '../../days.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { householdOf } from '../../exchange-database/household.ts';
import type { Row, Tables } from '../../exchange-database/row.ts';

/** Shares of enterprises with rows in each table. */
const RENOVATING = 0.04;
const TITLED = 0.03;
const GREEN = 0.01;
const PENALISED = 0.004;

const titles = ['小巨人', '专精特新', '专精特新中小企业', '创新型', '创新型中小企业'];

/** Rows of the district alone. Firms write their code themselves, also in full-width digits and small letters. */
export function generateTables(district: District): Tables {
  const { random, rowsFor, yesterday } = householdOf(district, 'economy-information', ({ kind }) => kind === '企业');
  const applicant = ({ creditCode, name }: DemoOrganisation): Row => ({
    QYMC: name,
    TYSHXYDM: random.pick([creditCode, creditCode, creditCode.toLowerCase(), fullWidth(creditCode)]),
    SJBS: 'I',
    GXSJ: random.pick([`${yesterday} 00:31:00`, '0000-00-00 00:00:00', null]),
  });
  return {
    JG_BA: rowsFor(RENOVATING, (one, day, at) => ({
      ...applicant(one),
      XMDM: `${day.slice(2, 4)}${day.slice(5, 7)}-510904-07-02-${200_000 + at}`,
      XMMC: '生产线技术改造',
      ZTZ: random.pick(['850', '1200.5', '1.2亿']),
      BARQ: String(stampOf(day, 0)),
      BAZT: random.pick(['已备案', '已办结']),
    })),
    ZJTX: rowsFor(TITLED, (one, day, at) => ({
      ...applicant(one),
      RDID: `ZT${at}`,
      CH: random.pick(titles),
      WH: `川经信企业〔${day.slice(0, 4)}〕${at}号`,
      RDRQ: day.replaceAll('-', '/'),
      YXQZ: daysAfter(day, 1095).replaceAll('-', '/'),
      ZT: '有效',
    })),
    LSGC: rowsFor(GREEN, (one, day, at) => ({
      ...applicant(one),
      RDID: `LS${at}`,
      JB: random.pick(['省级', '市级']),
      WH: `遂经信(${day.slice(0, 4)})${at}号`,
      RDRQ: day,
      YXQZ: daysAfter(day, 1095),
      ZT: '有效',
    })),
    JN_CF: rowsFor(PENALISED, (one, day, at) => ({
      ...applicant(one),
      CFID: `JN${at}`,
      CFWH: `安经信节罚【${day.slice(0, 4)}】${at}号`,
      WFSX: '使用国家明令淘汰的用能设备',
      CFZL: '没收非法财物+罚款',
      FKJE: '20000',
      CFRQ: String(stampOf(day, 0)),
      CFJG: '遂宁市安居区经济信息化和科学技术局',
    })),
  };
}

function fullWidth(code: string): string {
  return [...code].map((sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfe_e0)).join('');
}
