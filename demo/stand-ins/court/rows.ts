import type { DemoOrganisation, District } from '../../district.ts';
import { personName, personNumber } from '../../fictional-persons.ts';
import { localDay } from '../../../subgraphs/connector/timetable.ts';
import { createRandom, type Random } from '../../random.ts';
import { caseCells, createCase, type Case, type Cells } from './cases.ts';
import { sampleRows, type HeldRow, type ListType } from './sample-rows.ts';

/** The court's register of cases on computers begins here. */
const FIRST_DAY = '2012-01-04';
const ONE_CASE = 0.06;
const FURTHER_CASE = 0.3;
/** Share of cases of a natural person in the same proceedings, and of the defects that domain data is known for. */
const CO_DEBTOR = 0.25;
const MISLABELLED = 0.1;
const IMPOSSIBLE_DATE = 0.008;
const PERSON_IN_REMARK = 0.03;
const MISSING_ELEMENT = 0.3;

/** Everything that the court holds: the samples, and cases of the generated organisations, most of which have none. */
export function createRows({ clock, organisations, seed }: District): HeldRow[] {
  const random = createRandom(seed, 'court');
  const today = localDay(clock.now());
  const rows: HeldRow[] = sampleRows();
  let serial = 1000;
  for (const organisation of organisations.filter(({ generated }) => generated)) {
    const { establishedOn } = organisation;
    const since = establishedOn > FIRST_DAY ? establishedOn : FIRST_DAY;
    for (let chance = ONE_CASE; random.chance(chance); chance = FURTHER_CASE) {
      serial += 1;
      rows.push(...rowsOfCase(organisation, createCase(serial, { since, today }, random), random));
    }
  }
  return rows.map(({ type, group, cells }, at) => ({ type, group, cells: { BH: `${type}${100_000 + at}`, ...cells } }));
}

function rowsOfCase(organisation: DemoOrganisation, of: Case, random: Random): HeldRow[] {
  const lists: ListType[] = ['BZXR'];
  if (random.chance(0.35)) lists.push('SX');
  if (random.chance(0.4)) lists.push('XG');
  if (random.chance(0.3)) lists.push('ZB');
  const coDebtor = random.chance(CO_DEBTOR) ? personCells(random) : null;
  return lists.flatMap((type) => {
    const cells = caseCells(type, of, random);
    const subject = organisationCells(organisation, of, random);
    const group = `${type} ${of.series}`;
    const row = { type, group, cells: withDefects({ ...cells, ...subject }, of, random) };
    return coDebtor === null ? [row] : [row, { type, group, cells: { ...cells, ...coDebtor } }];
  });
}

/** Old cases often carry an organisation code, or nothing but the name. */
function organisationCells({ creditCode, name, organisationCode }: DemoOrganisation, of: Case, random: Random): Cells {
  const hyphenated = `${organisationCode.slice(0, 8)}-${organisationCode.slice(8)}`;
  const old = of.year < 2016;
  const key = random.next();
  const code = key > (old ? 0.5 : 0.06);
  const byOrganisationCode = !code && key > (old ? 0.1 : 0.02);
  return {
    BZXRMC: name,
    BZXRLX: random.chance(0.3) ? '' : random.chance(MISLABELLED) ? '1' : '2',
    TYSHXYDM: code ? (random.chance(0.05) ? creditCode.toLowerCase() : creditCode) : '',
    ZZJGDM: byOrganisationCode ? (random.chance(0.5) ? hyphenated : organisationCode) : '',
    SFZH: '',
    FDDBR: random.chance(0.5) ? personName(random) : '',
  };
}

function personCells(random: Random): Cells {
  const inWrongColumn = random.chance(0.2);
  return {
    BZXRMC: personName(random),
    BZXRLX: random.chance(0.3) ? '' : random.chance(MISLABELLED) ? '2' : '1',
    TYSHXYDM: '',
    ZZJGDM: inWrongColumn ? personNumber(random) : '',
    SFZH: inWrongColumn ? '' : maskedNumber(random),
    FDDBR: '',
  };
}

function withDefects(cells: Cells, of: Case, random: Random): Cells {
  const spoiled = { ...cells };
  if (random.chance(IMPOSSIBLE_DATE)) spoiled['JDRQ'] = `${of.year}-02-30`;
  if (random.chance(PERSON_IN_REMARK)) spoiled['BZ'] = `经营者${personName(random)},身份证${personNumber(random)}`;
  if (!random.chance(MISSING_ELEMENT)) return spoiled;
  const column = random.pick(['ZXYJWH', 'LXQK', 'XWQX', 'YXQS', 'CXRQ', 'BZ', 'FDDBR', 'SFZH']);
  return Object.fromEntries(Object.entries(spoiled).filter(([name, value]) => name !== column || value !== ''));
}

/** Partly masked, as the court gives it. */
function maskedNumber(random: Random): string {
  const number = personNumber(random);
  return `${number.slice(0, 10)}****${number.slice(14)}`;
}
