import { localDay } from '../subgraphs/connector/timetable.ts';
import { dayBetween, daysAfter, writtenDay } from './days.ts';
import type { DemoOrganisation, District } from './district.ts';
import { personName, personNumber } from './fictional-persons.ts';
import { createRandom, type Random } from './random.ts';

export type Cells = Readonly<Record<string, string | number | null>>;

/** What one row is written from. */
export interface Writing {
  readonly organisation: DemoOrganisation;
  readonly random: Random;
  /** Makes numbers of documents and rows. */
  readonly serial: number;
  /** Day of the document: not before the organisation was there, nor after the last day. */
  readonly day: string;
}

/** How many organisations have such a row, which ones, and how it is written. */
export interface Recipe {
  readonly share: number;
  readonly of?: (organisation: DemoOrganisation) => boolean;
  readonly write: (writing: Writing) => Cells;
}

export interface GeneratedRow<Service extends string> {
  readonly service: Service;
  readonly organisation: DemoOrganisation;
  readonly cells: Cells;
}

/** Days between which a department's documents lie; absent: ten years, up to a week ago. */
export interface Era {
  readonly from: string;
  readonly until: string;
}

/** Rows of the generated organisations, most of which have none. The same seed and day give the same rows. */
export function generateRows<Service extends string>(
  { clock, organisations, seed }: District,
  department: string,
  recipes: Readonly<Record<Service, Recipe>>,
  era?: Era,
): GeneratedRow<Service>[] {
  const random = createRandom(seed, department);
  const today = localDay(clock.now());
  const { from, until } = era ?? { from: daysAfter(today, -3650), until: daysAfter(today, -7) };
  const rows: GeneratedRow<Service>[] = [];
  let serial = 1000;
  for (const organisation of organisations.filter(({ generated }) => generated)) {
    const { establishedOn } = organisation;
    if (establishedOn > until) continue;
    for (const [service, { share, of = () => true, write }] of Object.entries<Recipe>(recipes)) {
      for (let left = share; of(organisation) && random.chance(left); left = share / 2) {
        serial += 1;
        const day = dayBetween(establishedOn > from ? establishedOn : from, until, random);
        rows.push({ service: service as Service, organisation, cells: write({ organisation, random, serial, day }) });
      }
    }
  }
  return rows;
}

/** Shares of the defects that domain data is known for. */
const DEFECTS = { date: 0.01, nameOnly: 0.04, oldKeyOnly: 0.15, personInRemark: 0.04 };

/** Columns that name an organisation; old rows have nothing but an old key, or the name. */
export interface KeyColumns {
  readonly name: string;
  readonly creditCode: string;
  readonly organisationCode?: string;
  readonly registrationNumber?: string;
}

export function keyCells({ organisation, random }: Writing, columns: KeyColumns): Record<string, string> {
  const { creditCode, name, organisationCode, registrationNumber } = organisation;
  const draw = random.next();
  const hyphenated = `${organisationCode.slice(0, 8)}-${organisationCode.slice(8)}`;
  const old = {
    ...(columns.organisationCode === undefined ? {} : { [columns.organisationCode]: hyphenated }),
    ...(columns.registrationNumber === undefined || registrationNumber === ''
      ? {}
      : { [columns.registrationNumber]: registrationNumber }),
  };
  const oldKey = draw >= DEFECTS.nameOnly && draw < DEFECTS.oldKeyOnly && Object.keys(old).length > 0;
  const blank = Object.fromEntries(
    [columns.creditCode, columns.organisationCode, columns.registrationNumber]
      .filter((column) => column !== undefined)
      .map((column) => [column, '']),
  );
  if (draw < DEFECTS.nameOnly) return { [columns.name]: name, ...blank };
  return { [columns.name]: name, ...blank, ...(oldKey ? old : { [columns.creditCode]: creditCode }) };
}

/** A day as clerks write it, now and then one that does not exist. */
export function clerksDay({ day, random }: Writing): string {
  return random.chance(DEFECTS.date) ? `${day.slice(0, 4)}-02-30` : writtenDay(day, 0.5, random);
}

/** A remark, which now and then says more of a person than it should. */
export function clerksRemark({ random }: Writing): string {
  return random.chance(DEFECTS.personInRemark) ? `联系人${personName(random)},身份证${personNumber(random)}` : '';
}

/** 安应急罚〔2025〕1001号 */
export function documentOf({ day, serial }: Pick<Writing, 'day' | 'serial'>, word: string): string {
  return `${word}〔${day.slice(0, 4)}〕${serial}号`;
}
