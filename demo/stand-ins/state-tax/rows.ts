import type { DemoOrganisation, District } from '../../district.ts';
import { personName, personNumber } from '../../fictional-persons.ts';
import { createRandom, type Random } from '../../random.ts';
import { localDay } from '../../../subgraphs/connector/timetable.ts';
import type { Catalogue, Cells } from './catalogues.ts';
import { arrearsCells, nonNormalCells, ratingCells, violationCells } from './records.ts';

export type RowsByCatalogue = Readonly<Record<Catalogue, readonly Cells[]>>;

/** Shares of organisations with a record, and of the defects that this system is known for. */
const RATED = 0.45;
const IN_ARREARS = 0.02;
const NON_NORMAL = 0.012;
const VIOLATION = 0.003;
const OLD_NUMBER = 0.3;
const CUT_NUMBER = 0.004;
const PADDED = 0.05;
const HOUSEHOLD = 0.02;
const IMPOSSIBLE_DATE = 0.003;

/** What the bureau holds of the generated organisations: most are rated, hardly any owes, a few are persons. */
export function generateRows({ clock, organisations, seed }: District): RowsByCatalogue {
  const random = createRandom(seed, 'state-tax');
  const today = localDay(clock.now());
  const rows: Record<Catalogue, Cells[]> = { NSXY: [], QSGG: [], FZCH: [], ZDAJ: [] };
  for (const organisation of organisations.filter((one) => one.generated && !one.creditCode.startsWith('5'))) {
    const add = (catalogue: Catalogue, cells: Cells) =>
      rows[catalogue].push(withDefects({ ...cells, ...subjectCells(organisation, random) }, random));
    if (random.chance(RATED)) add('NSXY', ratingCells(today, random));
    if (random.chance(IN_ARREARS)) for (const cells of arrearsCells(today, random)) add('QSGG', cells);
    if (random.chance(NON_NORMAL)) add('FZCH', nonNormalCells(today, random));
    if (random.chance(VIOLATION)) add('ZDAJ', violationCells(today, random));
  }
  for (let at = 0; at < rows.NSXY.length * HOUSEHOLD; at += 1)
    rows.NSXY.push({ ...ratingCells(today, random), ...householdCells(random) });
  return rows;
}

function subjectCells({ creditCode, name, oldTaxNumber }: DemoOrganisation, random: Random): Cells {
  const number = oldTaxNumber !== '' && random.chance(OLD_NUMBER) ? oldTaxNumber : creditCode;
  const cut = random.chance(CUT_NUMBER) ? number.slice(0, 12) : number;
  return {
    NSRSBH: random.chance(PADDED) ? `${cut}  ` : cut,
    DJXH: `101151${String(random.whole(0, 99_999_999)).padStart(14, '0')}`,
    NSRMC: name,
    FDDBR: random.chance(0.4) ? personName(random) : '',
    CZLX: 'F',
  };
}

/** A household business under its owner's identity number, now and then under the owner's name too. */
function householdCells(random: Random): Cells {
  const name = random.chance(0.5) ? personName(random) : `安居区样例${personName(random).slice(2)}字小吃店`;
  return { NSRSBH: `${personNumber(random)}01`, NSRMC: name, CZLX: 'F' };
}

function withDefects(cells: Cells, random: Random): Cells {
  if (!random.chance(IMPOSSIBLE_DATE)) return cells;
  const column = ['PDRQ', 'GGRQ', 'RDRQ', 'JDRQ'].find((name) => cells[name] !== undefined);
  return column === undefined ? cells : { ...cells, [column]: `${cells[column]!.slice(0, 4)}-02-30` };
}
