import { addressAsWritten } from '../../addresses.ts';
import { daysAfter } from '../../days.ts';
import type { District } from '../../district.ts';
import { householdOf } from '../../exchange-database/household.ts';
import type { Tables } from '../../exchange-database/row.ts';
import { personName, personNumber } from '../../fictional-persons.ts';

/** Shares of organisations with rows in each table. */
const CLINICS = 0.015;
const PUBLIC_PLACES = 0.06;
const PENALISED = 0.008;
const HAZARDS = 0.03;
/** Penalties on persons, which stand in the same table. */
const PERSONS = 15;

/** Rows of the district alone. */
export function generateTables(district: District): Tables {
  const { random, rowsFor, yesterday } = householdOf(district, 'health');
  const entered = { CZBZ: 'I', CRSJ: `${yesterday} 06:00:00` };
  const clinics = rowsFor(CLINICS, ({ creditCode, name, organisationCode }, day, at) => ({
    JGID: `JG${at}`,
    JGMC: name,
    TYSHXYDM: random.chance(0.7) ? creditCode : null,
    ZZJGDM: organisationCode,
    SFZH: personNumber(random),
    DJH: `${organisationCode}51090417D2${at}`,
    ZLKM: random.pick(['内科', '中医科/康复医学科', '口腔科']),
    JGDZ: addressAsWritten({ creditCode }, 'health'),
    FZRQ: `${day} 00:00:00`,
    YXQZ: `${daysAfter(day, 5475)} 00:00:00`,
    ZT: '1',
    ...entered,
  }));
  return {
    YLJG: clinics,
    YLJG_JY: clinics.map(({ FZRQ, JGID }, at) => ({
      JYID: `JY${1000 + at}`,
      JGID: JGID ?? null,
      JYND: FZRQ!.slice(0, 4),
      JYJL: random.chance(0.95) ? '1' : '2',
      JYRQ: `${FZRQ!.slice(0, 10)} 12:00:00`,
      ...entered,
    })),
    GGCS: rowsFor(PUBLIC_PLACES, ({ creditCode, name, registrationNumber }, day, at) => ({
      XKID: `WX${at}`,
      DWMC: name,
      TYSHXYDM: random.chance(0.75) ? creditCode : null,
      GSZCH: registrationNumber || null,
      SFZH: personNumber(random),
      XKZH: `川卫公证字〔${day.slice(0, 4)}〕第510904-${at}号`,
      LHDJ: random.pick(['A', 'B', 'B级', 'C', '']),
      FZRQ: `${day} 00:00:00`,
      YXQZ: `${daysAfter(day, 1460)} 00:00:00`,
      ZT: '1',
      ...entered,
    })),
    WS_CF: [
      ...rowsFor(PENALISED, ({ creditCode, name }, day, at) => ({
        CFID: `WC${at}`,
        DSRLX: '单位',
        DSRMC: name,
        TYSHXYDM: creditCode,
        CFWH: `安卫公罚〔${day.slice(0, 4)}〕${at}号`,
        AY: '未按规定对顾客用品消毒',
        CFZL: '警告;罚款',
        FKJE: '2000.00',
        CFNR: '警告,罚款2000元',
        CFRQ: `${day} 00:00:00`,
        CFJG: '遂宁市安居区卫生健康局',
        ...entered,
      })),
      ...Array.from({ length: PERSONS }, (_, at) => ({
        CFID: `GR${1000 + at}`,
        DSRLX: '个人',
        DSRMC: personName(random),
        SFZH: personNumber(random),
        CFWH: `安卫医罚〔2024〕${300 + at}号`,
        AY: '非医师行医',
        CFZL: '罚款',
        FKJE: '20000.00',
        CFNR: '罚款2万元',
        CFRQ: '2024-05-06 00:00:00',
        CFJG: '遂宁市安居区卫生健康局',
        ...entered,
      })),
    ],
    ZYB_SB: rowsFor(HAZARDS, ({ creditCode, name }, day, at) => ({
      SBID: `SB${at}`,
      DWMC: name,
      TYSHXYDM: creditCode,
      SBND: day.slice(0, 4),
      SBRQ: `${day} 09:10:11`,
      FXDJ: random.pick(['一般', '一般', '严重', '较重']),
      ...entered,
    })),
  };
}
