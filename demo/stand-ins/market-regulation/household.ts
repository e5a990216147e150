import type { DemoOrganisation, District } from '../../district.ts';
import { createRandom, type Random } from '../../random.ts';
import { localDay } from '../../../subgraphs/connector/timetable.ts';
import { daysAfter } from '../../days.ts';

/** One row of a table, under its lower-case names. */
export type Cells = Readonly<Record<string, string | number | null>>;

/** What the rows of one table are made from. */
export interface Batch {
  readonly random: Random;
  /** The last day whose night is already in the database. */
  readonly yesterday: string;
  readonly organisations: readonly DemoOrganisation[];
}

export const bureau = '遂宁市安居区市场监督管理局';
const formerBureau = '遂宁市安居区工商行政管理局';
/** The reform of 2019 gave the bureau its name. */
const RENAMED = '2019-01-01';

export function bureauOn(day: string): string {
  return day < RENAMED ? formerBureau : bureau;
}

/** Generated organisations that this bureau registers, with a stream of its own for each table. */
export function batchFor({ clock, seed, organisations }: District, table: string): Batch {
  return {
    random: createRandom(seed, `market-regulation ${table}`),
    yesterday: daysAfter(localDay(clock.now()), -1),
    organisations: organisations.filter(({ creditCode, generated }) => generated && creditCode.startsWith('9')),
  };
}

/** The system's own number of an organisation: 32 places, as the sample has them. */
export function pripidOf({ creditCode }: DemoOrganisation): string {
  const random = createRandom(0, creditCode);
  const hex = Array.from({ length: 20 }, () => random.whole(0, 15).toString(16).toUpperCase()).join('');
  return `510904000000${hex}`;
}

/** When a row of that day was entered: in the night after it, at a moment of the batch. */
export function enteredAfter(day: string, { random, yesterday }: Batch): string {
  const night = daysAfter(day, random.whole(1, 5));
  const last = daysAfter(yesterday, 1);
  return `${night < last ? night : last} 01:${random.whole(10, 59)}:00`;
}
