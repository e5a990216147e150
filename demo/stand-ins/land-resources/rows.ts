import { daysAfter } from '../../days.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { householdOf } from '../../exchange-database/household.ts';
import type { Row, Tables } from '../../exchange-database/row.ts';

/** Shares of enterprises with rows in each table. */
const IDLE = 0.004;
const MINING = 0.02;
const PENALISED = 0.01;
const ABNORMAL = 0.002;

/** Rows of the district alone: of enterprises, by name and organisation code. */
export function generateTables(district: District): Tables {
  const { random, rowsFor } = householdOf(district, 'land-resources', ({ kind }) => kind === '企业');
  const code = ({ organisationCode }: DemoOrganisation): Row => ({
    ZZJGDM: random.chance(0.5) ? organisationCode : `${organisationCode.slice(0, 8)}-${organisationCode.slice(8)}`,
  });
  return {
    V_XZTD: rowsFor(IDLE, (one, day, at) => ({
      ...code(one),
      QLRMC: one.name,
      RDBH: `XZ${day.slice(0, 4)}-${at}`,
      XZYY: random.pick(['企业原因', '政府原因', '自然灾害']),
      MJ: (random.whole(20, 900) / 100).toFixed(2),
      RDWH: `安自然资闲认〔${day.slice(0, 4)}〕${at}号`,
      RDRQ: oracleDay(day),
      CZRQ: random.pick([null, '01-1月 -00']),
    })),
    V_CKQ: rowsFor(MINING, (one, day, at) => ({
      ...code(one),
      CKQR: one.name,
      XKZH: `C5109042020${day.slice(5, 7)}71301${String(at).padStart(5, '0')}`,
      KSMC: '样例砂石矿',
      KZ: random.pick(['建筑用砂', '砖瓦用页岩', '水泥用石灰岩']),
      YXQQ: oracleDay(day),
      YXQZ: oracleDay(daysAfter(day, 3650)),
    })),
    V_WFCF: rowsFor(PENALISED, (one, day, at) => ({
      ...code(one),
      DSR: one.name,
      CFBH: `CF${day.slice(0, 4)}-${at}`,
      CFWH: `安自然资罚〔${day.slice(0, 4)}〕${at}号`,
      WFLX: random.pick(['非法占地', '越界采矿']),
      CFZL: '罚款',
      FKJE: (random.whole(1, 80) / 10).toFixed(6),
      CFRQ: oracleDay(day),
    })),
    V_KYQYC: rowsFor(ABNORMAL, (one, day, at) => ({
      ...code(one),
      KYQRMC: one.name,
      LRBH: `YC${day.slice(0, 4)}-${at}`,
      LRYY: '未按规定公示年度信息',
      LRWH: `安自然资异列〔${day.slice(0, 4)}〕${at}号`,
      LRRQ: oracleDay(day),
    })),
  };
}

/** 12-1月 -18 */
function oracleDay(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}-${`${Number(month)}月`.padEnd(3)}-${year!.slice(2)}`;
}
