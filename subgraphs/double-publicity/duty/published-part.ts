/** A part of what is published: licences and penalties (双公示), and courts' lists. */
export type PublishedPart = (typeof publishedParts)[number];
export const publishedParts = ['LICENCE', 'PENALTY', 'COURT_LIST'] as const;

const partOfKind: Readonly<Record<string, PublishedPart>> = {
  LICENCE: 'LICENCE',
  PENALTY: 'PENALTY',
  DISHONEST_JUDGMENT_DEBTOR: 'COURT_LIST',
  CONSUMPTION_RESTRICTION: 'COURT_LIST',
};

/** Kinds of records that are published. */
export const publishedKinds: readonly string[] = Object.keys(partOfKind);

/** Null: records of this kind are not published this way. */
export function partOf(recordKind: string): PublishedPart | null {
  return partOfKind[recordKind] ?? null;
}
