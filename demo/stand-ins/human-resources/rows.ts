import iconv from 'iconv-lite';
import { daysAfter } from '../../days.ts';
import { personName, personNumber } from '../../fictional-persons.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { createRandom, type Random } from '../../random.ts';
import { localDay } from '../../../subgraphs/connector/timetable.ts';
import type { Row } from '../../exchange-database/row.ts';

/** Shares of organisations with rows in each table, and of the defects that these are known for. */
const INSURED = 0.85;
const RATED = 0.25;
const WAGE_ARREARS = 0.005;
const INSURANCE_ARREARS = 0.03;
const NUMBER_IN_REMARK = 0.03;
const FLEXIBLE_WORKERS = 60;

const MIGRATED = '2019-07-01 00:00:00';

interface Unit {
  readonly number: string;
  readonly organisation: DemoOrganisation;
}

export type Tables = Readonly<Record<'AB01' | 'LDBZ_PJ' | 'QX_MD' | 'SB_QF', readonly Row[]>>;

/** Rows of the district alone. */
export function generateTables({ clock, seed, organisations }: District): Tables {
  const today = localDay(clock.now());
  const random = createRandom(seed, 'human-resources');
  const units = organisations
    .filter(({ generated, name }) => (generated && random.chance(INSURED)) || name.includes('䶮'))
    .map((organisation, at) => ({ number: `51090400${String(20_000 + at)}`, organisation }));
  return {
    AB01: [...units.map((unit) => unitRow(unit, random)), ...flexibleWorkers(random)],
    LDBZ_PJ: ratingRows(units, random, today),
    QX_MD: wageRows(units, random, today),
    SB_QF: insuranceRows(units, random, today),
  };
}

function unitRow({ number, organisation }: Unit, random: Random): Row {
  const { organisationCode, creditCode, registrationNumber } = organisation;
  const hyphened = `${organisationCode.slice(0, 8)}-${organisationCode.slice(8)}`;
  const by = random.next();
  const code =
    by < 0.6 ? creditCode : by < 0.75 ? hyphened : by < 0.85 ? organisationCode : random.pick(['/', '', '暂无']);
  const owner = personName(random);
  return {
    AAB001: number,
    AAB004: inGbk(organisation.name),
    AAB003: code,
    AAB007: by > 0.5 && by < 0.98 ? registrationNumber || null : null,
    AAB013: owner,
    AAC002: personNumber(random),
    AAE013: random.chance(NUMBER_IN_REMARK) ? `经办人${owner}身份证${personNumber(random)}` : '',
    AAE036: MIGRATED,
  };
}

/** People in flexible employment stand among the employers. */
function flexibleWorkers(random: Random): Row[] {
  return Array.from({ length: FLEXIBLE_WORKERS }, (_, at) => {
    const [name, number] = [personName(random), personNumber(random)];
    return {
      AAB001: `51090409${String(90_000 + at)}`,
      AAB004: name,
      AAB003: random.chance(0.7) ? number : '/',
      AAB007: null,
      AAB013: name,
      AAC002: number,
      AAE013: '灵活就业人员',
      AAE036: MIGRATED,
    };
  });
}

function ratingRows(units: readonly Unit[], random: Random, today: string): Row[] {
  const year = Number(today.slice(0, 4)) - 1;
  const written = [`${year}-03-31`, `${year}0331`, `${year}.3.31`];
  return units
    .filter(() => random.chance(RATED))
    .map(({ number, organisation }, at) => ({
      ID: String(100 + at),
      AAB001: number,
      AAB004: inGbk(organisation.name),
      PJND: String(year - 1),
      PJDJ: random.pick(['A', 'A级', 'B', 'B', 'B', 'B', 'B级', 'B', 'C']),
      PJRQ: random.pick(written),
      WH: `安人社劳监〔${year}〕4号`,
      AAE013: random.chance(NUMBER_IN_REMARK) ? `法人${personName(random)}${personNumber(random)}` : null,
      AAE036: MIGRATED,
    }));
}

function wageRows(units: readonly Unit[], random: Random, today: string): Row[] {
  return units
    .filter(() => random.chance(WAGE_ARREARS))
    .map(({ number, organisation }, at) => {
      const day = daysAfter(today, -random.whole(40, 900));
      const state = random.pick(['1', '1', '2', '3']);
      return {
        ID: String(100 + at),
        AAB001: number,
        AAB004: inGbk(organisation.name),
        AAB003: random.chance(0.5) ? organisation.creditCode : null,
        LRJDWH: `安人社欠薪列〔${day.slice(0, 4)}〕${100 + at}号`,
        LRRQ: day,
        JZRQ: daysAfter(day, 1095),
        QXJE: random.pick(['356,000.00', '120000', '5万', '8.6万元', '￥43,210.50']),
        QXRS: String(random.whole(2, 60)),
        YCRQ: state === '1' ? null : daysAfter(today, -random.whole(0, 30)),
        YCYY: { '1': null, '2': '信用修复', '3': '列入错误' }[state] ?? null,
        AAC003: personName(random),
        AAC002: personNumber(random),
        ZT: state,
        AAE013: null,
        AAE036: MIGRATED,
      };
    });
}

function insuranceRows(units: readonly Unit[], random: Random, today: string): Row[] {
  return units
    .filter(() => random.chance(INSURANCE_ARREARS))
    .map(({ number }, at) => {
      const day = daysAfter(today, -random.whole(40, 1500));
      const paid = random.chance(0.5);
      return {
        ID: String(100 + at),
        AAB001: number,
        AAE140: random.pick(['110', '210', '310', '410', '510']),
        AAE003: daysAfter(day, -60).slice(0, 7).replace('-', ''),
        QFJE: (random.whole(500, 5_000_000) / 100).toFixed(2),
        RDRQ: day,
        BJRQ: paid ? daysAfter(today, -random.whole(0, 30)) : random.pick([null, '0000-00-00']),
        AAE100: random.chance(0.98) ? '1' : '0',
        AAE036: '0000-00-00 00:00:00',
      };
    });
}

/** What these tables' charset cannot hold has become a question mark. */
function inGbk(name: string): string {
  return iconv.decode(iconv.encode(name, 'cp936'), 'cp936');
}
