import { localDay } from '../../../subgraphs/connector/timetable.ts';
import { dayBetween, daysAfter, stampOf } from '../../days.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { personName, personNumber } from '../../fictional-persons.ts';
import { createRandom, type Random } from '../../random.ts';
import { sampleRows, services, type Cells, type HeldRow, type Service } from './sample-rows.ts';

const BUREAU = '遂宁市安居区住房和城乡建设局';
const BEGINNING = '2015-01-01';
/** Shares of organisations with a record, in the building trade and outside of it. */
const SHARES = { builder: 0.5, other: 0.01, again: 0.45 };
/** A large builder has more records of conduct than go on one page. */
const LARGE_BUILDER = 0.02;
const LARGE_BUILDER_ROWS = [60, 130] as const;
/** Shares of persons among records of conduct, and of the defects that domain data is known for. */
const PERSON = 0.2;
const MISLABELLED = 0.1;
const DEFECTS = { date: 0.01, amount: 0.01, personInRemark: 0.04, nameOnly: 0.04, organisationCodeOnly: 0.15 };

const trades = ['建筑工程施工总承包', '市政公用工程施工总承包', '钢结构工程专业承包', '建筑装修装饰工程专业承包'];
const fines = ['50万', '30000.00', '5,000元', '伍万元整', '1.5万元', '8000', '壹拾贰万元整', '￥20,000.00'];

interface Writing {
  readonly organisation: DemoOrganisation;
  readonly today: string;
  readonly random: Random;
  /** Makes numbers of documents and rows. */
  readonly serial: number;
}

/** Everything that the bureau holds: the samples, and records of the generated organisations, most of which have none. */
export function createRows({ clock, organisations, seed }: District): HeldRow[] {
  const random = createRandom(seed, 'housing-construction');
  const today = localDay(clock.now());
  const rows: HeldRow[] = sampleRows();
  let serial = 1000;
  for (const organisation of organisations.filter(({ generated }) => generated)) {
    for (const service of services) {
      for (let left = howMany(organisation, service, random); left > 0; left -= 1) {
        serial += 1;
        const cells = writers[service]({ organisation, today, random, serial });
        const bh = `${service[0]!.toUpperCase()}${serial}`;
        rows.push({ service, cells: { bh, ...cells }, filedUnder: organisation.creditCode });
      }
    }
  }
  return rows;
}

function howMany({ name }: DemoOrganisation, service: Service, random: Random): number {
  const builder = /建筑工程|装饰工程|建材/.test(name);
  if (builder && service === 'conduct' && random.chance(LARGE_BUILDER)) return random.whole(...LARGE_BUILDER_ROWS);
  let rows = 0;
  for (let share = builder ? SHARES.builder : SHARES.other; random.chance(share); share = SHARES.again) rows += 1;
  return rows;
}

const writers: Readonly<Record<Service, (writing: Writing) => Cells>> = {
  qualification(writing) {
    const { random, serial } = writing;
    const day = dayOf(writing);
    return {
      ...subjectCells(writing),
      zsbh: `D351${String(serial).padStart(6, '0')}`,
      zzmc: random.pick(trades),
      zzdj: random.pick(['壹级', '贰级', '叁级']),
      fzrq: writeDay(day, random),
      yxqz: random.chance(0.1) ? random.pick(['', '2099-12-31', '长期']) : writeDay(daysAfter(day, 1824), random),
      fzjg: BUREAU,
      zt: random.chance(0.85) ? '有效' : random.pick(['注销', '撤回', '吊销', '撤销']),
    };
  },
  conduct(writing) {
    const { random, serial } = writing;
    const day = dayOf(writing);
    const published = daysAfter(day, 5);
    const bad = random.chance(0.6);
    return {
      ...(random.chance(PERSON) ? personCells(writing) : { ztlx: '1', ...subjectCells(writing), xm: '', sfzh: '' }),
      xwlx: bad ? '不良' : '良好',
      xwms: random.pick(['详见认定文书', '未按图施工', '质量安全标准化工地', '拖延办理竣工备案']),
      rdwh: `安住建${bad ? '信认' : '表'}〔${day.slice(0, 4)}〕${serial}号`,
      rdrq: random.chance(DEFECTS.date) ? `${day.slice(0, 4)}-02-30` : writeDay(day, random),
      gsqs: random.chance(0.1) ? '1900-01-01' : published,
      gsqz: random.chance(0.1) ? random.pick(['长期', '2099-12-31', '1900-01-01']) : daysAfter(published, 364),
      rdjg: BUREAU,
      zt: random.chance(0.95) ? '1' : '2',
    };
  },
  penalty(writing) {
    const { random, serial } = writing;
    const day = dayOf(writing);
    const fined = random.chance(0.85);
    return {
      ...subjectCells(writing),
      wsh: `安住建罚字〔${day.slice(0, 4)}〕第${serial}号`,
      cflx: fined ? random.pick(['罚款', '罚款,责令停业整顿']) : random.pick(['警告', '通报批评']),
      cfje: fined ? (random.chance(DEFECTS.amount) ? '约5万元' : random.pick(fines)) : random.pick(['', '/']),
      cfrq: writeDay(day, random),
      cfjg: BUREAU,
      frdb: random.chance(0.5) ? personName(random) : '',
      bz: random.chance(DEFECTS.personInRemark) ? `现场负责人${personName(random)},${personNumber(random)}` : '',
      zt: random.chance(0.95) ? '1' : '2',
    };
  },
};

/** Some rows carry nothing but the organisation code, with or without its hyphen, or the name. */
function subjectCells({ organisation, random }: Writing): Cells {
  const { creditCode, name, organisationCode } = organisation;
  const key = random.next();
  const hyphenated = `${organisationCode.slice(0, 8)}-${organisationCode.slice(8)}`;
  const nameOnly = key < DEFECTS.nameOnly;
  const organisationCodeOnly = !nameOnly && key < DEFECTS.organisationCodeOnly;
  return {
    dwmc: name,
    tyshxydm: nameOnly || organisationCodeOnly ? '' : creditCode,
    zzjgdm: organisationCodeOnly ? random.pick([hyphenated, organisationCode]) : '',
  };
}

/** A registered person of the organisation, labelled 2 under its code; some are labelled 1, with nothing but the person. */
function personCells({ organisation, random }: Writing): Cells {
  const person = { xm: personName(random), sfzh: personNumber(random), zzjgdm: '' };
  return random.chance(MISLABELLED)
    ? { ...person, ztlx: '1', dwmc: '', tyshxydm: '' }
    : { ...person, ztlx: '2', dwmc: organisation.name, tyshxydm: organisation.creditCode };
}

function dayOf({ organisation, today, random }: Writing): string {
  const { establishedOn } = organisation;
  return dayBetween(establishedOn > BEGINNING ? establishedOn : BEGINNING, daysAfter(today, -20), random);
}

/** Mostly midnight, sometimes milliseconds since the epoch. */
function writeDay(day: string, random: Random): string | number {
  return random.chance(0.85) ? `${day} 00:00:00` : stampOf(day, 0);
}
