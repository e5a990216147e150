import { isPersonalNumber, readRegistrationNumber, readTaxNumber } from '../../schema/legacy-keys.ts';
import type { RecordSet } from './connector.ts';
import { isOwnersTaxNumber } from './keys.ts';
import { textOf, type LegacyRow, type LegacyValue } from './legacy-row.ts';
import { maskFreeText } from './mask-free-text.ts';
import { isOrganisationName } from './names.ts';

type Cells = LegacyRow['cells'];
type Edge = Pick<RecordSet, 'subject' | 'personal' | 'ref'>;

/**
 * A row as it may be kept and shown: personal columns gone, keys that turn out to be a person's gone, numbers of
 * persons and the names beside them masked in every text, and so are `persons`, whom other rows of the same answer
 * name. Nothing behind this line sees the row as it came.
 */
export function atTheEdge(cells: Cells, recordSet: Edge, persons: readonly string[] = []): Cells {
  const gone = personalColumns(recordSet);
  const keys = new Set(keyColumns(recordSet));
  const taxNumbers = new Set(recordSet.subject.taxNumber);
  const owner = ownerColumn(cells, recordSet);
  if (owner !== null) gone.add(owner);
  const names = [...personalNames(cells, gone), ...persons];
  // A firm named after its owner keeps its name: without it nobody would see whom an unlinked row may concern.
  const firm = firmColumn(cells, recordSet);
  return Object.fromEntries(
    Object.entries(cells)
      .filter(([column]) => !gone.has(column))
      .map(([column, value]) => [
        column,
        keys.has(column)
          ? keyWithoutPerson(value, { isTaxNumber: taxNumbers.has(column), names })
          : maskText(value, column === firm ? [] : names),
      ]),
  );
}

function personalColumns({ personal = [], subject }: Edge): Set<string> {
  return new Set([...personal, ...(subject.personalNumbers ?? [])]);
}

/** The name column, where what stands in it looks like a person's name. */
function ownerColumn(cells: Cells, { subject }: Edge): string | null {
  if (subject.nameMayBePersonal !== true || subject.name === undefined) return null;
  const written = textOf(cells, subject.name)?.replaceAll(/\s/g, '') ?? '';
  const isPersons = (name: string) => /^[\p{Script=Han}·]{1,4}$/u.test(name) && !isOrganisationName(name);
  return written.split(/[、,，;；/]/).every(isPersons) ? subject.name : null;
}

/** The name column, where what stands in it is an organisation's name for sure. */
function firmColumn(cells: Cells, { subject }: Edge): string | null {
  const name = subject.name === undefined ? null : textOf(cells, subject.name);
  return name !== null && [...name].length > 4 && isOrganisationName(name) ? subject.name! : null;
}

/** Columns whose content is a key: masking inside them would destroy it. */
export function keyColumns({ subject, ref }: Edge): string[] {
  const { creditCode = [], registrationNumber = [], organisationCode = [], taxNumber = [], embedded = [] } = subject;
  return [
    ...creditCode,
    ...registrationNumber,
    ...organisationCode,
    ...taxNumber,
    ...embedded,
    subject.internalId,
    ref,
  ].filter((column) => column !== undefined);
}

// Region, birthday and what else was left of a person's number that was cut short; no key of an organisation.
const cut = /^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{0,3}|\d{5})X?$/;
/** Words or separators: no key, but something written into its column, maybe about a person. */
const words = /[\p{Script=Han}、,，;；:：()（）]/u;

/** A person's number in a column meant for an organisation's key does not pass, alone, cut short, or among words. */
function keyWithoutPerson(
  value: LegacyValue | undefined,
  { isTaxNumber, names }: { isTaxNumber: boolean; names: readonly string[] },
): LegacyValue {
  if (value === null || value === undefined) return null;
  const tax = readTaxNumber(value);
  if (isPersonalNumber(value) || tax.state === 'personal') return null;
  if (typeof value === 'string' && words.test(value)) return maskFreeText(value, names);
  if (tax.state !== 'bad' || readRegistrationNumber(value).state === 'good') return value;
  return (isTaxNumber && isOwnersTaxNumber(value)) || cut.test(String(value).trim()) ? null : value;
}

/** Persons whom a row names in its personal columns, and in its name column when it is about a person. */
export function personsIn(cells: Cells, recordSet: Edge, isPerson: boolean): string[] {
  const columns = personalColumns(recordSet);
  if (isPerson && recordSet.subject.name !== undefined) columns.add(recordSet.subject.name);
  return personalNames(cells, columns).filter((name) => [...name].length <= 4);
}

/** Names that stand in the row's own personal columns, several in one included: they must not survive in its free text. */
function personalNames(cells: Cells, columns: ReadonlySet<string>): string[] {
  return [...columns]
    .map((column) => textOf(cells, column))
    .filter((value) => value !== null)
    .flatMap((value) => [value.replaceAll(/\s/g, ''), ...value.split(/[\s、,，;；/()（）:：]+/)])
    .filter((value) => /^[\p{Script=Han}·]{2,15}$/u.test(value));
}

function maskText(value: LegacyValue | undefined, names: readonly string[]): LegacyValue {
  if (typeof value === 'number' && isPersonalNumber(value)) return null;
  if (typeof value !== 'string') return value ?? null;
  return maskFreeText(value, names);
}
