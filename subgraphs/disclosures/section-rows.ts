import type { DisclosedSection } from '../../schema/disclosure.ts';
import type { SectionCount } from './whole-entry.ts';

/** Department, state, age, and of which organisations: their places in the content's list, or how many (in bulk). */
export type SectionRow = readonly [
  department: string,
  state: string,
  asOf: string | null,
  organisations: readonly number[] | number,
];

type GrowingRow = [string, string, string | null, number[]];

/** Among so many rows of a department the one that a section belongs to is looked for; more rows say the same. */
const rowsLookedAt = 4;

/** Sections that differ in nothing but their organisation are one row. -1: of none. */
export function sectionRows(sections: readonly DisclosedSection[], organisations: readonly string[]): SectionRow[] {
  const places = new Map(organisations.map((code, at) => [code, at]));
  const rows: GrowingRow[] = [];
  const recent = new Map<string, GrowingRow[]>();
  for (const { asOf, department, organisation, state } of sections) {
    const place = places.get(organisation) ?? -1;
    const near = recent.get(department);
    const alike = near?.find((row) => row[1] === state && row[2] === asOf);
    if (alike !== undefined) {
      alike[3].push(place);
      continue;
    }
    const row: GrowingRow = [department, state, asOf, [place]];
    rows.push(row);
    if (near === undefined) recent.set(department, [row]);
    else if (near.push(row) > rowsLookedAt) near.shift();
  }
  return rows;
}

/** Of a bulk read: how many organisations had each state, and the age of the oldest. */
export function countedRows(sections: readonly DisclosedSection[]): SectionRow[] {
  const groups = Map.groupBy(sections, ({ department, state }) => `${department} ${state}`);
  return [...groups.values()].map((alike) => {
    const { department, state } = alike[0]!;
    const ages = alike.flatMap(({ asOf }) => asOf ?? []).sort();
    return [department, state, ages[0] ?? null, alike.length];
  });
}

/** Each section for itself again, or its count. */
export function sectionsIn(
  rows: readonly SectionRow[],
  organisations: readonly string[],
): (DisclosedSection | SectionCount)[] {
  return rows.flatMap(([department, state, asOf, of]): (DisclosedSection | SectionCount)[] =>
    typeof of === 'number'
      ? [{ department, state, asOf, organisations: of }]
      : of.map((at) => ({ department, state, asOf, organisation: organisations[at] ?? '' })),
  );
}
