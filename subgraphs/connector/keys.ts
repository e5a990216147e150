import { readCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import {
  isPersonalNumber,
  readOrganisationCode,
  readRegistrationNumber,
  readTaxNumber,
} from '../../schema/legacy-keys.ts';
import type { Subject } from './connector.ts';
import { isNothing } from './decoders/sentinels.ts';
import { textOf, type LegacyRow } from './legacy-row.ts';

export type LinkedBy = 'USCC' | 'EMBEDDED' | 'REGNO' | 'ORGCODE' | 'TAXNO' | 'INTERNAL_ID';

/** One key of a row that is well formed, before it is known whom it means. */
export type Key =
  | { readonly by: 'USCC' | 'EMBEDDED'; readonly creditCode: CreditCode; readonly innerCheck: boolean }
  | { readonly by: 'REGNO'; readonly registrationNumber: string }
  | { readonly by: 'ORGCODE' | 'TAXNO'; readonly organisationCode: string }
  | { readonly by: 'INTERNAL_ID'; readonly internalId: string };

/** Everything that a row's key columns say. */
export interface RowKeys {
  readonly good: readonly Key[];
  /** Present but malformed or failing its check. */
  readonly bad: readonly { readonly column: string; readonly why: string; readonly creditCode: boolean }[];
  /** A number of a natural person stands in one of the row's columns. */
  readonly personal: boolean;
}

type One = { key: Key } | { bad: string } | 'personal' | 'absent';

/** Reads a row's key columns on the matching ladder of domain.md 1.7, steps 1 to 5. */
export function readKeys(cells: LegacyRow['cells'], subject: Subject): RowKeys {
  const good: Key[] = [];
  const bad: { column: string; why: string; creditCode: boolean }[] = [];
  let personal = (subject.personalNumbers ?? []).some((column) => isPersonalCell(cells, column));
  const take = (columns: readonly string[] = [], read: (value: unknown) => One, creditCode = false) => {
    for (const column of columns) {
      const raw = cells[column];
      const one = isEmpty(cells, column) ? 'absent' : read(raw);
      if (one === 'personal') personal = true;
      else if (one !== 'absent' && 'key' in one) good.push(one.key);
      else if (one !== 'absent') bad.push({ column, why: one.bad, creditCode });
    }
  };
  take(subject.creditCode, readCodeColumn, true);
  take(subject.embedded, readEmbedded);
  take(subject.registrationNumber, readRegistrationColumn);
  take(subject.organisationCode, readCodeColumn);
  take(subject.taxNumber, readTaxColumn);
  const internalId = subject.internalId === undefined ? null : textOf(cells, subject.internalId);
  if (internalId !== null && !isNothing(internalId)) good.push({ by: 'INTERNAL_ID', internalId });
  return { good, bad, personal };
}

function isEmpty(cells: LegacyRow['cells'], column: string): boolean {
  const value = textOf(cells, column);
  return value === null || isNothing(value) || /^0+X?$/i.test(ungrouped(value)) || value.startsWith('[]');
}

function isPersonalCell(cells: LegacyRow['cells'], column: string): boolean {
  const value = textOf(cells, column);
  return value !== null && !isNothing(value) && /\d{6}|\*{3}/.test(ungrouped(value));
}

/** As it would be without full-width forms, blanks and hyphens. */
function ungrouped(value: unknown): string {
  return String(value)
    .normalize('NFKC')
    .replaceAll(/[\s\u200b-\u200d\ufeff.‐-―−-]/g, '')
    .replaceAll('×', '*');
}

/** A column meant for a credit code or an organisation code: what stands there is read as what it is. */
function readCodeColumn(value: unknown): One {
  if (isPersonalNumber(value)) return 'personal';
  const code = readCreditCode(value);
  if (code.ok) return usccKey(code.value);
  const { reason, message } = code.fault;
  if (reason === 'EMPTY' || reason === 'MASKED' || reason === 'PLACEHOLDER') return 'absent';
  // A spreadsheet keeps fifteen digits of a number; an organisation code has fewer.
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return { bad: message };
  const organisation = readOrganisationCode(value);
  if (organisation.state === 'good') return { key: { by: 'ORGCODE', organisationCode: organisation.value } };
  if (organisation.state === 'absent') return 'absent';
  if (reason !== 'LEGACY_KEY') return { bad: message };
  return readRegistrationColumn(value);
}

function readRegistrationColumn(value: unknown): One {
  if (isPersonalNumber(value)) return 'personal';
  const registration = readRegistrationNumber(value);
  if (registration.state === 'good') return { key: { by: 'REGNO', registrationNumber: registration.value } };
  if (registration.state === 'absent') return 'absent';
  const code = readCreditCode(value);
  if (code.ok) return usccKey(code.value);
  if (code.fault.reason === 'MASKED') return 'absent';
  // Numbers from before 2007 had 13 digits or were words; a register may know them, nothing can check them.
  const written = String(value).normalize('NFKC').replaceAll(/\s/g, '');
  if (/^\d{13}$/.test(written) || /[\p{Script=Han}]/u.test(written))
    return { key: { by: 'REGNO', registrationNumber: written } };
  const tax = readTaxNumber(value);
  return tax.state === 'good' ? readTaxColumn(value) : { bad: registration.why };
}

function readTaxColumn(value: unknown): One {
  const tax = readTaxNumber(value);
  if (tax.state === 'personal') return 'personal';
  if (tax.state === 'absent') return 'absent';
  if (tax.state === 'bad') return isOwnersTaxNumber(value) ? 'personal' : { bad: tax.why };
  if (!('creditCode' in tax)) return { key: { by: 'TAXNO', organisationCode: tax.organisationCode } };
  const code = readCreditCode(tax.creditCode);
  return code.ok ? usccKey(code.value) : { bad: code.fault.message };
}

/** In a column of taxpayer numbers, 20 places are an owner's identity number and two more, however spoilt its birthday. */
export function isOwnersTaxNumber(value: unknown): boolean {
  return /^\d{17}[\dX]\d{2}$/i.test(String(value).normalize('NFKC').replaceAll(/[\s-]/g, ''));
}

function readEmbedded(value: unknown): One {
  if (isPersonalNumber(value)) return 'personal';
  const written = ungrouped(value);
  const code = readCreditCode(written.slice(0, 18));
  if (!code.ok)
    return ['EMPTY', 'MASKED', 'PLACEHOLDER'].includes(code.fault.reason) ? 'absent' : { bad: code.fault.message };
  if (written.length <= 18) return { bad: 'only a credit code where a longer number begins with one' };
  return {
    key: { by: 'EMBEDDED', creditCode: code.value.code, innerCheck: code.value.quality.includes('INNER_CHECK') },
  };
}

function usccKey(value: { code: CreditCode; quality: readonly string[] }): One {
  return { key: { by: 'USCC', creditCode: value.code, innerCheck: value.quality.includes('INNER_CHECK') } };
}
