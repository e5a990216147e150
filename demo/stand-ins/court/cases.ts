import { dayBetween, daysAfter, earlier, writtenDay } from '../../days.ts';
import type { Random } from '../../random.ts';
import type { ListType } from './sample-rows.ts';

export type Cells = Record<string, string>;

/** One enforcement case, from which the rows of up to four lists are written. */
export interface Case {
  readonly year: number;
  /** What follows the year in its number. */
  readonly series: string;
  readonly filedOn: string;
  readonly decidedOn: string;
  readonly amountYuan: number;
  readonly today: string;
}

export interface Span {
  readonly since: string;
  readonly today: string;
}

/** Days from filing to decision, at most. */
const LONGEST = 60;
const COURT = '遂宁市安居区人民法院';
const performances = ['全部未履行', '部分未履行', '全部已履行'];
const conducts = [
  '违反财产报告制度',
  '有履行能力而拒不履行生效法律文书确定义务',
  '以伪造证据、暴力、威胁等方法妨碍、抗拒执行',
];
const grounds = ['案由:买卖合同纠纷', '案由:民间借贷纠纷', '案由:建设工程施工合同纠纷', '案由:劳动争议'];

/** `since`: nobody can be sued before that day. */
export function createCase(serial: number, { since, today }: Span, random: Random): Case {
  const filedOn = dayBetween(since, daysAfter(today, -LONGEST), random);
  const year = Number(filedOn.slice(0, 4));
  return {
    year,
    series: `川0904执${random.chance(0.2) ? '恢' : ''}${serial}号`,
    filedOn,
    decidedOn: daysAfter(filedOn, random.whole(5, LONGEST)),
    amountYuan: random.whole(3_000, 5_000_000) + random.pick([0, 0, 0.5, 0.28]),
    today,
  };
}

/** What the court writes of a case in one list, about anybody: the columns of the subject are added by others. */
export function caseCells(type: ListType, of: Case, random: Random): Cells {
  const { today, decidedOn } = of;
  const [state, endedOn] = stateOf(decidedOn, today, random);
  return {
    FYMC: COURT,
    AH: `${inBrackets(of.year, random)}${of.series}${type === 'ZB' ? '之一' : ''}`,
    ZXYJWH: random.chance(0.5) ? `(${of.year - 1})川0904民初${random.whole(1, 3000)}号` : '',
    LARQ: writeDay(of.filedOn, random),
    JDRQ: writeDay(decidedOn, random),
    FBRQ: type === 'SX' ? writeDay(earlier(daysAfter(decidedOn, random.whole(0, 7)), today), random) : '',
    ZXBDE: type === 'XG' ? '' : amount(of.amountYuan, random),
    LXQK: type === 'SX' || type === 'ZB' ? (state === '2' ? '全部已履行' : random.pick(performances.slice(0, 2))) : '',
    XWQX: type === 'SX' ? random.pick(conducts) : '',
    ...period(type, decidedOn, random),
    ZT: state,
    CXRQ: endedOn === '' ? '' : writeDay(endedOn, random),
    BZ: random.chance(0.3) ? random.pick(grounds) : '',
  };
}

function stateOf(decidedOn: string, today: string, random: Random): ['1' | '2' | '3', string] {
  const state = random.chance(0.7) ? '1' : random.chance(0.9) ? '2' : '3';
  return [state, state === '1' ? '' : dayBetween(decidedOn, today, random)];
}

function period(type: ListType, decidedOn: string, random: Random): Cells {
  if (type !== 'SX') return { YXQS: '', YXQZ: type === 'XG' && random.chance(0.3) ? '长期' : '' };
  const until = random.chance(0.6) ? daysAfter(decidedOn, 729) : random.pick(['长期', '9999-12-31', '9999-09-09']);
  return { YXQS: decidedOn, YXQZ: until };
}

/** Half-width, full-width or square brackets, as it comes. */
function inBrackets(year: number, random: Random): string {
  const [open, close] = random.pick(['()', '（）', '（）', '〔〕']);
  return `${open}${year}${close}`;
}

function amount(yuan: number, random: Random): string {
  if (random.chance(0.05)) return `${Math.round(yuan / 10_000) || 1}万元`;
  return random.chance(0.2) ? yuan.toLocaleString('en-US', { minimumFractionDigits: 2 }) : yuan.toFixed(2);
}

/** In one of the three ways in which this court writes days. */
function writeDay(day: string, random: Random): string {
  return writtenDay(day, 0.7, random);
}
