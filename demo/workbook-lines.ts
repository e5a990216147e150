import { localDay } from '../subgraphs/connector/timetable.ts';
import type { DemoOrganisation, District } from './district.ts';
import { personName, personNumber } from './fictional-persons.ts';
import { createRandom, type Random } from './random.ts';

/** What a clerk writes into a cell; a Date is a day, written in one of the ways that clerks write days. */
export type Cell = string | number | Date | null;
export type Line = Readonly<Record<string, Cell>>;

/** Whom a line is about, and when it happened. */
export interface Occasion {
  readonly organisation: DemoOrganisation;
  readonly random: Random;
  /** A day in the past of the organisation. */
  readonly on: Date;
  /** So many years behind that day. */
  readonly after: (years: number) => Date;
  /** A number such as 安旅罚〔2025〕123号. */
  readonly number: (word: string) => string;
}

/** What a department writes on one of its sheets, beside the lines of its sample. */
export interface SheetLines {
  /** Column of the name. */
  readonly name: string;
  /** Share of the organisations with a line. */
  readonly share: number;
  /** Only organisations of these kinds. */
  readonly kinds?: readonly string[];
  readonly line: (occasion: Occasion) => Line;
  /** Where persons are written on the same sheet: how such a line looks beside name and number. */
  readonly person?: (occasion: Occasion) => Line;
}

const CODE = '统一社会信用代码';
const CODE_LEFT_OUT = 0.1;
const CODE_MISTYPED = 0.01;
const CODE_IN_FULL_WIDTH = 0.05;
const NUMBER_IN_REMARK = 0.03;
const DAY_MS = 86_400_000;
/** Organisations of the last months have no past to write about. */
const YOUNGEST_DAYS = 400;

/** Lines of the generated organisations for one sheet. The same district gives the same lines. */
export function generateLines(district: District, salt: string, sheet: SheetLines): Line[] {
  const random = createRandom(district.seed, salt);
  const today = Date.parse(localDay(district.clock.now()));
  const ageOf = ({ establishedOn }: DemoOrganisation) => Math.floor((today - Date.parse(establishedOn)) / DAY_MS);
  const old = district.organisations.filter(
    (one) => one.generated && ageOf(one) > YOUNGEST_DAYS && (sheet.kinds ?? [one.kind]).includes(one.kind),
  );
  const occasionOf = (organisation: DemoOrganisation) =>
    occasion(organisation, random, today - random.whole(30, Math.min(2400, ageOf(organisation) - 30)) * DAY_MS);
  const lines = old
    .filter(() => random.chance(sheet.share))
    .map((organisation) => {
      const remark = random.chance(NUMBER_IN_REMARK) ? `经办人${personName(random)} ${personNumber(random)}` : null;
      const line = sheet.line(occasionOf(organisation));
      return { ...subjectOf(sheet, organisation, random), ...writtenDays(line, random), 备注: remark };
    });
  if (sheet.person === undefined) return lines;
  const person = writtenDays(sheet.person(occasionOf(old[0]!)), random);
  return [...lines, { ...person, [sheet.name]: personName(random), [CODE]: personNumber(random) }];
}

function occasion(organisation: DemoOrganisation, random: Random, onMs: number): Occasion {
  const on = new Date(onMs);
  return {
    organisation,
    random,
    on,
    after: (years) => new Date(onMs + Math.round(years * 365) * DAY_MS),
    number: (word) => `${word}〔${on.getUTCFullYear()}〕${random.whole(100, 9999)}号`,
  };
}

function subjectOf({ name }: SheetLines, organisation: DemoOrganisation, random: Random): Line {
  return { [name]: organisation.name, [CODE]: writtenCode(organisation.creditCode, random) };
}

function writtenCode(code: string, random: Random): string | null {
  if (random.chance(CODE_LEFT_OUT)) return null;
  if (random.chance(CODE_MISTYPED)) return `${code.slice(0, 17)}S`;
  if (!random.chance(CODE_IN_FULL_WIDTH)) return code;
  return [...code].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
}

/** Days of one line, all written in the same way: with a date format, as bare serial numbers, or as text. */
function writtenDays(line: Line, random: Random): Line {
  const draw = random.next();
  const write = (day: Date): Cell => {
    const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
    if (draw < 0.5) return day;
    if (draw < 0.65) return Math.round((day.getTime() - Date.UTC(1899, 11, 30)) / DAY_MS);
    return draw < 0.85 ? `${year}.${month}.${date}` : `${year}年${month}月${date}日`;
  };
  return Object.fromEntries(
    Object.entries(line).map(([column, cell]) => [column, cell instanceof Date ? write(cell) : cell]),
  );
}
