import type { RecordSet } from './connector.ts';
import type { WantedKeys } from './directory.ts';
import { readKeys } from './keys.ts';
import type { LegacyRow } from './legacy-row.ts';

/** Every key that these rows mention, so that the register is asked once for all of them. */
export function wantedKeys(set: RecordSet, rows: readonly LegacyRow[]): WantedKeys {
  const keys = rows.flatMap(({ cells }) => readKeys(cells, set.subject).good);
  const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
  return {
    creditCodes: distinct(keys.flatMap((key) => ('creditCode' in key ? [key.creditCode] : []))),
    registrationNumbers: distinct(keys.flatMap((key) => ('registrationNumber' in key ? [key.registrationNumber] : []))),
    organisationCodes: distinct(keys.flatMap((key) => ('organisationCode' in key ? [key.organisationCode] : []))),
    internalIds: distinct(keys.flatMap((key) => ('internalId' in key ? [key.internalId] : []))),
  };
}
