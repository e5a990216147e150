import type { RecordSet } from './connector.ts';
import type { Fact } from './reading.ts';

/** Field names by which departments' own record types say the same thing; the first that says anything stands. */
const names = {
  basis: ['legalBasis'],
  ground: ['cause', 'violation'],
  endReason: ['exitReason', 'withdrawnBecause'],
} as const;

export type OwnWords = { readonly [Name in keyof typeof names]: string | null };

/** What a record says in words of its own that is of use in every department's records. */
export function ownWords({ fields }: Fact, set: RecordSet): OwnWords {
  const first = (candidates: readonly string[]) => {
    for (const name of candidates) {
      const value = set.fields[name]?.type === 'String' ? fields[name] : null;
      if (typeof value === 'string') return value;
    }
    return null;
  };
  return { basis: first(names.basis), ground: first(names.ground), endReason: first(names.endReason) };
}
