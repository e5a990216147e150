import { maskPersonalNumbers } from '../../schema/legacy-keys.ts';
import type { Subject } from './connector.ts';
import type { RowKeys } from './keys.ts';
import type { LegacyRow } from './legacy-row.ts';
import { isOrganisationName } from './names.ts';

/**
 * Whether a row is about a natural person: by the system's own label where that can be trusted, and always when it
 * has no organisation key, a person's number, and a name of at most four characters.
 */
export function isPerson(cells: LegacyRow['cells'], keys: RowKeys, name: string | null, subject: Subject): boolean {
  const organisationKey = keys.good.some(({ by }) => by !== 'INTERNAL_ID');
  // A name that carries a person's number is that person's, whatever its length then is.
  const bare = name === null ? '' : maskPersonalNumbers(name).replaceAll(/[\s*(（)）:：]|身份证号?码?/g, '');
  const personal = keys.personal || (name !== null && maskPersonalNumbers(name) !== name);
  const length = [...bare].length;
  const label = subject.personLabel;
  if (label !== undefined && label.is(cells))
    return labelledPersonIsOne(label.trusted, organisationKey, personal, name, length);
  const anyKey = keys.good.length > 0 || keys.bad.length > 0;
  return !anyKey && personal && length <= 4;
}

function labelledPersonIsOne(
  trusted: boolean,
  organisationKey: boolean,
  personal: boolean,
  name: string | null,
  length: number,
): boolean {
  if (organisationKey) return trusted && length <= 4;
  if (trusted) return true;
  return length <= 4 || (personal && !isOrganisationName(name ?? ''));
}
