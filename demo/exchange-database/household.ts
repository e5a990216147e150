import { dayBetween, daysAfter } from '../days.ts';
import type { DemoOrganisation, District } from '../district.ts';
import { createRandom, type Random } from '../random.ts';
import { localDay } from '../../subgraphs/connector/timetable.ts';
import type { Row } from './row.ts';

/** What a department's rows about the generated organisations are made from. */
export interface Household {
  readonly random: Random;
  /** The last day whose night is already in the database. */
  readonly yesterday: string;
  /** One row about each of a share of the organisations, with the day of its document. */
  readonly rowsFor: (share: number, make: (organisation: DemoOrganisation, day: string, at: number) => Row) => Row[];
}

/** `accepts`: about whom the department can hold anything. */
export function householdOf(
  { clock, organisations, seed }: District,
  department: string,
  accepts: (organisation: DemoOrganisation) => boolean = () => true,
): Household {
  const random = createRandom(seed, department);
  const yesterday = daysAfter(localDay(clock.now()), -1);
  const all = organisations.filter((one) => one.generated && accepts(one));
  return {
    random,
    yesterday,
    rowsFor: (share, make) =>
      all
        .filter(() => random.chance(share))
        .map((one, at) => make(one, dayBetween(one.establishedOn, yesterday, random), 1000 + at)),
  };
}
