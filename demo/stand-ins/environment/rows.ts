import { localDay } from '../../../subgraphs/connector/timetable.ts';
import { dayBetween, daysAfter, inChinese, stampOf } from '../../days.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { personName, personNumber } from '../../fictional-persons.ts';
import { createRandom, type Random } from '../../random.ts';
import { sampleRows, type Cells, type HeldRow } from './sample-rows.ts';

const BEGINNING = '2014-01-01';
/** Since this day the bureau has its present name. */
const RENAMED_ON = '2019-01-01';
const SHARES = { rating: 0.05, permit: 0.06, penalty: 0.04, again: 0.3 };
/** Shares of the defects that domain data is known for. */
const DEFECTS = { date: 0.01, grade: 0.01, personInRemark: 0.05, nameOnly: 0.06, organisationCodeOnly: 0.2 };

const gradeWords = [
  '绿',
  '绿牌',
  'green',
  '环保诚信',
  '蓝',
  '蓝牌',
  'blue',
  '环保良好',
  '黄',
  '环保警示',
  '红牌',
  'red',
];
const violations = [
  '违反环境保护管理制度',
  '未批先建',
  '超标排放水污染物',
  '未采取有效扬尘防治措施',
  '危险废物贮存不规范',
];

interface Writing {
  readonly organisation: DemoOrganisation;
  readonly today: string;
  readonly random: Random;
  /** Makes numbers of documents and rows. */
  readonly serial: number;
}

/** Everything that the bureau holds: the samples, and records of the generated organisations, most of which have none. */
export function createRows({ clock, organisations, seed }: District): HeldRow[] {
  const random = createRandom(seed, 'environment');
  const today = localDay(clock.now());
  const rows: HeldRow[] = sampleRows();
  let serial = 100;
  for (const organisation of organisations.filter(({ generated }) => generated)) {
    for (const [service, write] of Object.entries(writers)) {
      for (let share = SHARES[service as HeldRow['service']]; random.chance(share); share = SHARES.again) {
        serial += 1;
        const cells = write({ organisation, today, random, serial });
        rows.push({ service: service as HeldRow['service'], cells: { ID: `${service}${serial}`, ...cells } });
      }
    }
  }
  return rows;
}

const writers: Readonly<Record<HeldRow['service'], (writing: Writing) => Cells>> = {
  rating(writing) {
    const { random, serial } = writing;
    const day = dayOf(writing);
    const year = Number(day.slice(0, 4));
    const dated = random.chance(0.3);
    return {
      ...subjectCells(writing),
      PJND: random.chance(0.5) ? String(year - 1) : year - 1,
      PJJG: random.chance(DEFECTS.grade) ? '未评' : random.pick(gradeWords),
      PJRQ: writeDay(day, random),
      PJWH: `安环信〔${year}〕${serial}号`,
      YXQS: dated ? day : '',
      YXQZ: dated ? daysAfter(day, 364) : random.pick(['', '', '长期']),
      PJJGMC: bureau(day),
    };
  },
  permit(writing) {
    const { organisation, random } = writing;
    const day = dayOf(writing);
    const until = random.chance(0.1) ? random.pick(['长期', '9999-12-31', '2099-12-31']) : daysAfter(day, 1825);
    return {
      DWMC: organisation.name,
      XKZBH: `${organisation.creditCode}${String(random.whole(1, 3)).padStart(3, '0')}${random.pick([...'PQRVWXY'])}`,
      FZRQ: writeDay(day, random),
      YXQS: day,
      YXQZ: until,
      ZT: random.chance(0.85) ? '有效' : random.pick(['注销', '吊销', '撤销']),
      FZJG: bureau(day),
    };
  },
  penalty(writing) {
    const { random, serial, today } = writing;
    const day = dayOf(writing);
    const fined = random.chance(0.8);
    const withdrawn = random.chance(0.04);
    return {
      ...subjectCells(writing),
      JDSWH: `安环罚${random.pick(['〔〕', '[]', '（）']).replace(/(?<=.)/, day.slice(0, 4))}${serial}号`,
      WFXW: random.pick(violations),
      CFLX: fined ? random.pick(['罚款', '罚款,责令停产停业', '警告、罚款']) : random.pick(['警告', '不予处罚']),
      FKJE: fined ? fine(random) : random.pick([null, '', 0]),
      CFRQ: random.chance(DEFECTS.date) ? `${day.slice(0, 4)}-02-30` : writeDay(day, random),
      CFJG: bureau(day),
      ...(random.chance(0.5) ? { FDDBR: personName(random), FRSFZ: personNumber(random) } : { FDDBR: '', FRSFZ: '' }),
      SFCX: withdrawn ? '1' : random.pick(['0', '']),
      CXRQ: withdrawn ? writeDay(dayBetween(day, today, random), random) : '',
      BZ: random.chance(DEFECTS.personInRemark) ? `联系人${personName(random)},身份证${personNumber(random)}` : '',
    };
  },
};

/** Old rows carry nothing but the organisation code, with or without its hyphen, or the name. */
function subjectCells({ organisation, random }: Writing): Cells {
  const { creditCode, name, organisationCode } = organisation;
  const key = random.next();
  const hyphenated = `${organisationCode.slice(0, 8)}-${organisationCode.slice(8)}`;
  const nameOnly = key < DEFECTS.nameOnly;
  const organisationCodeOnly = !nameOnly && key < DEFECTS.organisationCodeOnly;
  return {
    DWMC: name,
    TYSHXYDM: nameOnly || organisationCodeOnly ? '' : creditCode,
    ZZJGDM: organisationCodeOnly ? random.pick([hyphenated, organisationCode]) : '',
  };
}

function dayOf({ organisation, today, random }: Writing): string {
  const { establishedOn } = organisation;
  return dayBetween(establishedOn > BEGINNING ? establishedOn : BEGINNING, daysAfter(today, -7), random);
}

function bureau(day: string): string {
  return day < RENAMED_ON ? '遂宁市安居区环境保护局' : '遂宁市安居生态环境局';
}

/** A day in one of the ways in which the services write it. */
function writeDay(day: string, random: Random): string | number {
  return random.pick([stampOf(day, 0), stampOf(day, 12), day, day.replaceAll('-', ''), inChinese(day)]);
}

/** 万元, as a number or as text. */
function fine(random: Random): number | string {
  const wan = random.whole(1, 400) / 10;
  return random.chance(0.5) ? wan : wan.toFixed(random.pick([1, 6]));
}
