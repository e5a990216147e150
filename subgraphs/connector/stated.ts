import type { RecordSet } from './connector.ts';
import { isNothing } from './decoders/sentinels.ts';
import type { RowKeys } from './keys.ts';
import { textOf, type LegacyRow } from './legacy-row.ts';
import { isOrganisationName } from './names.ts';

/** Facts about an organisation itself, on which departments may differ. */
export type OrganisationFact = 'NAME' | 'STATUS' | 'ADDRESS' | 'ESTABLISHED_ON' | 'REGISTRATION_NUMBER';

/** What one row states about the organisation itself, as its source writes it. */
export interface StatedFact {
  readonly fact: OrganisationFact;
  readonly value: string;
  /** The column is full: the value may be a beginning. */
  readonly partial: boolean;
}

/** Names and registration numbers stand in the key columns of most rows; for the rest the record set says which field. */
export function statedBy(
  set: RecordSet,
  row: LegacyRow,
  keys: RowKeys,
  fields: Readonly<Record<string, unknown>>,
): readonly StatedFact[] {
  const name = nameStated(set, row);
  const numbers = new Set(keys.good.flatMap((key) => (key.by === 'REGNO' ? [key.registrationNumber] : [])));
  const further = Object.entries(set.states ?? {}).flatMap(([fact, field]): StatedFact[] => {
    const value = fields[field];
    return typeof value === 'string' ? [{ fact: fact as OrganisationFact, value, partial: false }] : [];
  });
  return [
    ...(name === null ? [] : [name]),
    ...[...numbers].map((value): StatedFact => ({ fact: 'REGISTRATION_NUMBER', value, partial: false })),
    ...further,
  ];
}

/** Where a person's name may stand, only what is an organisation's for sure. The row has passed the edge. */
function nameStated({ subject }: RecordSet, { cells }: LegacyRow): StatedFact | null {
  const value = subject.name === undefined ? null : textOf(cells, subject.name);
  if (value === null || isNothing(value)) return null;
  const length = [...value].length;
  if (subject.nameMayBePersonal === true && (length <= 4 || !isOrganisationName(value))) return null;
  return { fact: 'NAME', value, partial: subject.nameCutAt !== undefined && length >= subject.nameCutAt };
}
