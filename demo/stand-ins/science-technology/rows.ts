import type { DemoOrganisation, District } from '../../district.ts';
import { createRandom, type Random } from '../../random.ts';
import { localDay } from '../../../subgraphs/connector/timetable.ts';

/** A cell as the clerk left it: text, number, or a day with a date format. */
export type Cell = string | number | Date | null;
export type SheetName = '高新技术企业' | '项目经费' | '科研失信';

/** Shares of organisations with a row, and of the defects that these forms are known for. */
const HIGH_TECH = 0.035;
const FUNDED = 0.04;
const SANCTIONED = 0.002;
const CODE_LEFT_OUT = 0.08;
const CODE_MISTYPED = 0.01;
const NUMBER_IN_REMARK = 0.03;

const DAY_MS = 86_400_000;
// Fictional, like the numbers in the interface's own samples: they fail their check.
const contacts = ['联系人张某甲,身份证510904190001010010', '经办人李某乙 510904190001010020'];
const amounts: readonly Cell[] = [5, 12.5, 30, '20', '50万', '8.6', '人民币伍万元整', '贰拾万元整'];

/** Rows of the generated organisations for each sheet, in the order of the template's columns. */
export function generateRows(district: District): Readonly<Record<SheetName, readonly (readonly Cell[])[]>> {
  const random = createRandom(district.seed, 'science-technology');
  const today = Date.parse(localDay(district.clock.now()));
  const old = district.organisations.filter((one) => one.generated && age(one, today) > 400);
  const rows: Record<SheetName, Cell[][]> = { 高新技术企业: [], 项目经费: [], 科研失信: [] };
  for (const organisation of old) {
    const on = today - random.whole(30, Math.min(2400, age(organisation, today) - 30)) * DAY_MS;
    const codes = subject(organisation, random);
    if (organisation.kind === '企业' && random.chance(HIGH_TECH))
      rows.高新技术企业.push([...codes, ...certificate(random, on, today), remark(random)]);
    if (random.chance(FUNDED)) rows.项目经费.push([...codes, ...project(random, on), remark(random)]);
    if (random.chance(SANCTIONED)) rows.科研失信.push([...codes, ...sanction(random, on), remark(random)]);
  }
  // Persons, whom the form does not want, with their own number in the wrong column.
  rows.科研失信.push([null, '张某甲', '510904190001010010', ...sanction(random, today - 90 * DAY_MS), null]);
  return rows;
}

function age({ establishedOn }: DemoOrganisation, today: number): number {
  return Math.floor((today - Date.parse(establishedOn)) / DAY_MS);
}

function subject({ creditCode, name, organisationCode }: DemoOrganisation, random: Random): Cell[] {
  if (random.chance(CODE_LEFT_OUT)) return [null, name, `${organisationCode.slice(0, 8)}-${organisationCode.slice(8)}`];
  if (random.chance(CODE_MISTYPED)) return [`${creditCode.slice(0, 17)}S`, name, null];
  return [random.chance(0.05) ? `${creditCode} ` : creditCode, name, null];
}

function certificate(random: Random, on: number, today: number): Cell[] {
  const until = on + 3 * 365 * DAY_MS;
  const state = random.chance(0.03) ? '撤销' : until < today ? '到期' : '有效';
  const number = `GR${new Date(on).getUTCFullYear()}51${String(random.whole(100_000, 999_999))}`;
  return [number, ...writeDays(random, on, until), state, '四川省认定机构'];
}

function project(random: Random, on: number): Cell[] {
  const number = `${new Date(on).getUTCFullYear()}AJ${random.whole(100, 999)}${random.whole(0, 9)}`;
  return [
    number,
    ...writeDays(random, on),
    random.pick(amounts),
    random.pick(['在研', '在研', '结题', '结题', '撤销']),
  ];
}

function sanction(random: Random, on: number): Cell[] {
  const years = random.whole(1, 5);
  const number = `安科处〔${new Date(on).getUTCFullYear()}〕${random.whole(100, 999)}号`;
  const content = `${'零一二三四五'[years]!}年内不得申报区级项目`;
  return [number, ...writeDays(random, on, on, on + years * 365 * DAY_MS), content];
}

/** Days of one row, all written in the same way: with a date format, as bare serial numbers, or as text. */
function writeDays(random: Random, ...days: readonly number[]): Cell[] {
  const draw = random.next();
  return days.map((day) => {
    const at = new Date(day);
    const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
    if (draw < 0.6) return at;
    if (draw < 0.7) return Math.round((day - Date.UTC(1899, 11, 30)) / DAY_MS);
    return draw < 0.85 ? `${year}年${month}月${date}日` : `${year}.${month}.${date}`;
  });
}

function remark(random: Random): Cell {
  return random.chance(NUMBER_IN_REMARK) ? random.pick(contacts) : null;
}
