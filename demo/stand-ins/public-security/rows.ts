import { addressAsWritten } from '../../addresses.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { householdOf } from '../../exchange-database/household.ts';
import type { Row, Tables } from '../../exchange-database/row.ts';
import { personName, personNumber } from '../../fictional-persons.ts';
import type { Random } from '../../random.ts';

/** Shares of organisations with rows in each table. */
const LICENSED = 0.03;
const PENALISED = 0.008;
const GUARDED = 0.02;
const PROTECTED = 0.02;
/** Penalties on persons, which stand in the same table. */
const PERSONS = 30;

const acts = ['内部治安保卫制度不落实', '不按规定登记住宿旅客信息', '未履行网络安全保护义务'];
const trades = [
  ['01', '旅'],
  ['02', '印'],
  ['03', '典'],
] as const;
const bureau = '遂宁市公安局安居区分局';

/** Rows of the district alone; days as this system has them, in eight digits. */
export function generateTables(district: District): Tables {
  const { random, rowsFor } = householdOf(district, 'public-security');
  return {
    TZHY_XK: rowsFor(LICENSED, (one, day, at) => {
      const [trade, sign] = random.pick(trades);
      const number = `公特${sign}字第${51_090_400_000 + at}号`;
      const dates = { FZRQ: compact(day), YXQZ: '99991231' };
      return {
        ...unit(one),
        XKID: `XK${at}`,
        JYZSFZ: personNumber(random),
        HYLB: trade,
        XKZH: number,
        ...dates,
        ZT: '1',
      };
    }),
    ZA_CF: [
      ...rowsFor(PENALISED, (one, day, at) => penalty(one, day, at, random)),
      ...Array.from({ length: PERSONS }, (_, at) => personRow(at, random)),
    ],
    BA_DW: rowsFor(GUARDED, (one, day, at) => {
      return {
        ...unit(one),
        BAID: `BA${at}`,
        LX: '2',
        ZSH: `遂公保备${51_090_400_000 + at}`,
        FZRQ: compact(day),
        ZT: '1',
        DWZS: addressAsWritten(one, 'public-security'),
      };
    }),
    DB_BA: rowsFor(PROTECTED, (one, day, at) => {
      return {
        ...unit(one),
        BAH: `51090443${at}-22001`,
        DJ: random.pick(['2', '2', '3']),
        BARQ: compact(day),
        ZT: '1',
      };
    }),
  };
}

function unit({ creditCode, name }: DemoOrganisation): Row {
  return { DWMC: name, TYSHXYDM: creditCode.padEnd(20), ZZJGDM: null };
}

function penalty(one: DemoOrganisation, day: string, at: number, random: Random): Row {
  const fined = random.chance(0.6);
  return {
    CFID: `CF${at}`,
    DXLX: '1',
    DXMC: one.name,
    TYSHXYDM: random.chance(0.8) ? one.creditCode.padEnd(20) : null,
    ZCH: one.registrationNumber || null,
    SFZHM: personNumber(random),
    JDSWH: `遂公(安)行罚决字[${day.slice(0, 4)}]${at}号`,
    AY: random.pick(acts),
    CFZL: fined ? '警告；罚款' : '警告',
    FKJE: fined ? String(random.whole(1, 20) * 1000) : null,
    JDRQ: compact(day),
    CFJG: bureau,
    CXBZ: random.chance(0.95) ? '0' : '1',
    BZ: null,
  };
}

function personRow(at: number, random: Random): Row {
  return {
    CFID: `GR${1000 + at}`,
    DXLX: '2',
    DXMC: personName(random),
    SFZHM: personNumber(random),
    JDSWH: `遂公(安)行罚决字[2024]${3000 + at}号`,
    AY: '赌博',
    CFZL: '罚款',
    FKJE: '500',
    JDRQ: '20240506',
    CFJG: bureau,
    CXBZ: '0',
  };
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}
