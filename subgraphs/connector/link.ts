import { organisationCodeOf, type CreditCode } from '../../schema/credit-code.ts';
import type { Subject } from './connector.ts';
import type { Directory } from './directory.ts';
import type { Key, LinkedBy, RowKeys } from './keys.ts';
import { sameName } from './names.ts';

export type UnlinkedReason = 'NAME_ONLY' | 'KEY_NOT_MAPPED' | 'KEY_CONFLICT';

/** Whom a row is about. */
export type Link =
  | {
      readonly state: 'linked';
      readonly creditCode: CreditCode;
      readonly linkedBy: LinkedBy;
      readonly quality: readonly string[];
    }
  | { readonly state: 'unlinked'; readonly reason: UnlinkedReason; readonly name?: string | null }
  | { readonly state: 'unreadable'; readonly detail: string }
  | { readonly state: 'person' };

const ladder: readonly LinkedBy[] = ['USCC', 'EMBEDDED', 'REGNO', 'ORGCODE', 'TAXNO', 'INTERNAL_ID'];

/**
 * Attaches a row to an organisation on a certain key only (domain.md 1.7, confidence 0.95 and above). Two good keys
 * of different organisations decide nothing.
 */
export function link(keys: RowKeys, name: string | null, subject: Subject, directory: Directory): Link {
  const good = keys.good.toSorted((a, b) => ladder.indexOf(a.by) - ladder.indexOf(b.by));
  const meant = good.map((key) => ({ key, ...meaningOf(key, directory) }));
  const mapped = meant.find(({ codes }) => codes.length > 0);
  if (mapped === undefined) return withoutCode(meant, keys);
  const [creditCode] = mapped.codes;
  if (mapped.codes.length > 1 || meant.some((other) => contradicts(other, creditCode!))) {
    return { state: 'unlinked', reason: 'KEY_CONFLICT' };
  }
  return {
    state: 'linked',
    creditCode: creditCode!,
    linkedBy: mapped.key.by,
    quality: flags(creditCode!, mapped.key, keys, name, subject, directory),
  };
}

interface Meaning {
  readonly codes: readonly CreditCode[];
  readonly instead?: Link;
  /** The code that the household behind an internal id shares with another one, which keeps it. */
  readonly lostCode?: CreditCode | undefined;
}

function meaningOf(key: Key, directory: Directory): Meaning {
  switch (key.by) {
    case 'USCC':
    case 'EMBEDDED':
      return { codes: [key.creditCode] };
    case 'REGNO':
      return { codes: directory.byRegistrationNumber(key.registrationNumber) };
    case 'ORGCODE':
    case 'TAXNO':
      return { codes: directory.byOrganisationCode(key.organisationCode) };
    case 'INTERNAL_ID': {
      const meant = directory.byInternalId(key.internalId);
      if (meant.state === 'mapped') return { codes: [meant.creditCode] };
      if (meant.state === 'unlinked')
        return {
          codes: [],
          instead: { state: 'unlinked', reason: meant.reason, name: meant.name },
          lostCode: meant.lostCode,
        };
      if (meant.state === 'unreadable')
        return { codes: [], instead: { state: 'unreadable', detail: 'the mapping row of its internal id' } };
      return meant.state === 'person' ? { codes: [], instead: { state: 'person' } } : { codes: [] };
    }
  }
}

function contradicts({ key, codes, lostCode }: Meaning & { key: Key }, creditCode: CreditCode): boolean {
  if (lostCode === creditCode) return true;
  if ((key.by === 'ORGCODE' || key.by === 'TAXNO') && codes.length === 0)
    return organisationCodeOf(creditCode) !== key.organisationCode;
  return codes.length > 0 && !codes.includes(creditCode);
}

/** No key leads to an organisation: an unreadable key, an unmapped one, or none but perhaps a name. */
function withoutCode(meant: readonly (Meaning & { key: Key })[], keys: RowKeys): Link {
  const instead = meant.find((meaning) => meaning.instead !== undefined)?.instead;
  if (meant.some(({ instead }) => instead === undefined)) return { state: 'unlinked', reason: 'KEY_NOT_MAPPED' };
  const [bad] = keys.bad;
  if (bad !== undefined) return { state: 'unreadable', detail: `${bad.column}: ${bad.why}` };
  return instead ?? { state: 'unlinked', reason: 'NAME_ONLY' };
}

function flags(
  creditCode: CreditCode,
  key: Key,
  keys: RowKeys,
  name: string | null,
  subject: Subject,
  directory: Directory,
): string[] {
  const names = directory.namesOf(creditCode);
  const known = names === null ? [] : [names.current, ...names.former].filter((one) => one !== null);
  return [
    ...('innerCheck' in key && key.innerCheck ? ['INNER_CHECK'] : []),
    ...(keys.bad.length > 0 ? ['CREDIT_CODE_INVALID'] : []),
    ...(name !== null && known.length > 0 && !known.some((one) => sameName(name, one, subject.nameCutAt))
      ? ['NAME_DIFFERS']
      : []),
  ];
}
