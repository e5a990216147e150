import type { OrganisationFact } from '../../connector/stated.ts';
import { sameName } from '../../connector/names.ts';
import { sameAddress } from './same-address.ts';

/** One side of a comparison: a value as a source writes it. */
export interface Written {
  readonly fact: OrganisationFact;
  readonly value: string;
  /** It may be a beginning. */
  readonly partial: boolean;
}

/** Whether what is written means this. Brackets and blanks do not count; a month is no other than a day in it. */
export function sameValue({ fact, partial, value }: Written, known: string): boolean {
  switch (fact) {
    case 'NAME':
      return sameName(value, known, partial ? 1 : undefined);
    case 'ESTABLISHED_ON': {
      const length = Math.min(value.length, known.length);
      return value.slice(0, length) === known.slice(0, length);
    }
    case 'ADDRESS':
      return sameAddress(value, known);
    case 'STATUS':
    case 'REGISTRATION_NUMBER':
      return plain(value) === plain(known);
    default:
      return fact satisfies never;
  }
}

export function isFormerName(written: Written, formerNames: readonly string[]): boolean {
  return formerNames.some((former) => sameValue(written, former));
}

function plain(value: string): string {
  return value.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
}
