import { isPersonalNumber, maskPersonalNumbers, readTaxNumber } from '../../schema/legacy-keys.ts';
import type { RecordSet, Subject } from './connector.ts';
import { isOrganisationName } from './names.ts';
import { textOf, type LegacyRow, type LegacyValue } from './legacy-row.ts';

type Cells = LegacyRow['cells'];
type Edge = Pick<RecordSet, 'subject' | 'personal' | 'ref'>;

const roles = '经办人|联系人|法人代表|法定代表人|法人|负责人|责任人|当事人|业主|经营者|姓名|投资人';
const namedByRole = new RegExp(
  `(${roles})([:：]?)([\\p{Script=Han}·]{2,4}?)(?=\\*|[,，;；。、\\s:：(（]|身份证|证件|电话|手机|联系|$)`,
  'gu',
);
const namedByNumber = /([\p{Script=Han}·]{2,3})(?=(?:的?(?:身份证|证件)(?:号码?|号)?[:：]?)?\*{11,20})/gu;

/**
 * A row as it may be kept and shown: personal columns gone, keys that turn out to be a person's gone, numbers of
 * persons and the names beside them masked in every text. Nothing behind this line sees the row as it came.
 */
export function atTheEdge(cells: Cells, recordSet: Edge): Cells {
  const gone = personalColumns(recordSet);
  const keys = new Set(keyColumns(recordSet));
  const taxNumbers = new Set(recordSet.subject.taxNumber);
  const owner = ownerColumn(cells, recordSet);
  if (owner !== null) gone.add(owner);
  const names = personalNames(cells, gone);
  return Object.fromEntries(
    Object.entries(cells)
      .filter(([column]) => !gone.has(column))
      .map(([column, value]) => [column, keys.has(column) ? keyWithoutPerson(value, taxNumbers.has(column)) : maskText(value, names)]),
  );
}

function personalColumns({ personal = [], subject }: Edge): Set<string> {
  return new Set([...personal, ...(subject.personalNumbers ?? [])]);
}

/** The name column, where what stands in it looks like a person's name. */
function ownerColumn(cells: Cells, { subject }: Edge): string | null {
  if (subject.nameMayBePersonal !== true || subject.name === undefined) return null;
  const name = textOf(cells, subject.name)?.replaceAll(/\s/g, '') ?? '';
  return /^[\p{Script=Han}·]{1,4}$/u.test(name) && !isOrganisationName(name) ? subject.name : null;
}

/** Columns whose content is a key: masking inside them would destroy it. */
export function keyColumns({ subject, ref }: Edge): string[] {
  const {
    creditCode = [],
    registrationNumber = [],
    organisationCode = [],
    taxNumber = [],
    embedded = [],
  } = subject as Subject;
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

// Region, birthday and what else a system that cuts numbers short left of a household owner's; no taxpayer number.
const cut = /^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{0,3}|\d{5})X?$/;

/** A person's number in a column meant for an organisation's key does not pass. */
function keyWithoutPerson(value: LegacyValue | undefined, isTaxNumber: boolean): LegacyValue {
  if (value === null || value === undefined) return null;
  const tax = readTaxNumber(value);
  return isPersonalNumber(value) || tax.state === 'personal' || (isTaxNumber && tax.state === 'bad' && cut.test(String(value).trim()))
    ? null
    : value;
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

/** Free text without numbers of persons, nor the names that stand with them. */
export function maskFreeText(text: string, names: readonly string[] = []): string {
  const numbersGone = maskPersonalNumbers(text);
  const ownGone = names.reduce((rest, name) => rest.replaceAll(name, '*'.repeat([...name].length)), numbersGone);
  return ownGone
    .replaceAll(namedByNumber, (name) => '*'.repeat([...name].length))
    .replaceAll(
      namedByRole,
      (_, role: string, colon: string, name: string) => role + colon + '*'.repeat([...name].length),
    );
}
