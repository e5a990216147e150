import type { CreditCode } from '../../schema/credit-code.ts';

/** What a department's own number stands for, as its mapping rows said. */
export type InternalIdReading =
  | { readonly state: 'mapped'; readonly creditCode: CreditCode }
  | {
      readonly state: 'unlinked';
      readonly reason: 'NAME_ONLY' | 'KEY_NOT_MAPPED' | 'KEY_CONFLICT';
      readonly name: string | null;
      /** The code that another household keeps; beside this number it does not mean that household. */
      readonly lostCode?: CreditCode;
    }
  | { readonly state: 'unreadable' }
  | { readonly state: 'person' }
  | { readonly state: 'unknown' };

export interface Names {
  readonly current: string | null;
  readonly former: readonly string[];
}

/** The register's knowledge about the keys of some rows, loaded before they are read. */
export interface Directory {
  byRegistrationNumber(registrationNumber: string): readonly CreditCode[];
  byOrganisationCode(organisationCode: string): readonly CreditCode[];
  byInternalId(internalId: string): InternalIdReading;
  /** null: no register knows this code. */
  namesOf(creditCode: CreditCode): Names | null;
}

/** Keys that a set of rows mentions. */
export interface WantedKeys {
  readonly registrationNumbers: readonly string[];
  readonly organisationCodes: readonly string[];
  readonly internalIds: readonly string[];
  readonly creditCodes: readonly CreditCode[];
}

/** Loads what is known of some keys. Internal ids are those of `department`. */
export type LoadDirectory = (department: string, wanted: WantedKeys) => Promise<Directory>;
