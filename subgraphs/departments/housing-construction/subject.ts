import type { DropReason, RuleInput, Subject } from '../../connector/connector.ts';
import { RowUnreadable } from '../../connector/decoders/decoder.ts';
import { textOf, type LegacyRow } from '../../connector/legacy-row.ts';

/** Whom a row of this bureau is about. */
export const subject: Subject = {
  creditCode: ['tyshxydm'],
  organisationCode: ['zzjgdm'],
  name: 'dwmc',
  nameMayBePersonal: true,
  personalNumbers: ['sfzh'],
};
/** Registered persons, and the legal representative beside a penalty. */
export const personal = ['xm', 'frdb'];

const subjectKind = (cells: LegacyRow['cells']) => textOf(cells, 'ztlx')?.normalize('NFKC') ?? '1';

/** A row about a person names the employer and its code: the label alone tells. One labelled 1 may still be a person. */
export function droppedPerson(cells: LegacyRow['cells']): DropReason | null {
  return subjectKind(cells) === '2' ? 'NATURAL_PERSON' : null;
}

/** A third kind of subject could be anybody beside the organisation that the row names. */
export function ofOrganisation<T>(value: (row: RuleInput) => T): (row: RuleInput) => T {
  return (row) => {
    if (subjectKind(row.cells) !== '1') throw new RowUnreadable('CODE_UNKNOWN', 'ztlx is outside its table');
    return value(row);
  };
}
