/** What a caller may see, by its role: roles.json is the whole table, as reviewed. */
import type { Caller } from '../caller.ts';
import type { CreditCode } from '../credit-code.ts';
import type { Level, Mark } from './marks.ts';
import table from './roles.json' with { type: 'json' };

export interface Rights {
  readonly levels: ReadonlySet<Level>;
  readonly rights: ReadonlySet<string>;
  /** The only organisation about which this caller asks; null: any. */
  readonly only: CreditCode | null;
  /** Two callers with one key see the same; the organisation of `only` is not part of it. */
  readonly key: string;
}

/** What a caller lacks, as the answer says it. */
export type Missing =
  | { readonly level: Level }
  | { readonly rights: readonly string[] }
  | { readonly purposes: readonly string[] }
  | { readonly organisation: 'OWN' }
  | { readonly mark: null };

/** The right of a department's officers, which no other role has. */
export const departmentRight = (folder: string): string => `department:${folder}`;
/** Names of rights that a mark may demand, beside those of departments. */
export const knownRights: ReadonlySet<string> = new Set(Object.keys(table.rights));

const nobody: Rights = { levels: new Set(), rights: new Set(), only: null, key: 'nothing' };
const thePublic: Rights = { levels: new Set<Level>(['PUBLIC']), rights: new Set(), only: null, key: 'public' };

/** `anonymousPublic`: what is PUBLIC is open to callers who do not say who they are. */
export function rightsOf(caller: Caller | null, anonymousPublic: boolean): Rights {
  if (caller === null) return anonymousPublic ? thePublic : nobody;
  const { levels, rights } = table.roles[caller.role];
  const further = caller.role === 'officer' ? [departmentRight(caller.department)] : [];
  return {
    levels: new Set(levels as readonly Level[]),
    rights: new Set([...rights, ...further]),
    only: caller.role === 'representative' ? caller.creditCode : null,
    key: [caller.role, ...further].join(' '),
  };
}

/** The first thing that is missing for these marks; null: nothing is. No marks at all open nothing. */
export function missingFor(marks: readonly Mark[], rights: Rights, purpose: string | null): Missing | null {
  if (marks.length === 0) return { mark: null };
  for (const mark of marks) {
    const missing = missingForOne(mark, rights, purpose);
    if (missing !== null) return missing;
  }
  return null;
}

function missingForOne(mark: Mark, { levels, rights }: Rights, purpose: string | null): Missing | null {
  if (mark.level === 'RESTRICTED') {
    if (!mark.rights.some((right) => rights.has(right))) return { rights: mark.rights };
  } else if (!levels.has(mark.level)) return { level: mark.level };
  if (mark.purposes === null || mark.purposes.length === 0) return null;
  return purpose !== null && mark.purposes.includes(purpose) ? null : { purposes: mark.purposes };
}
