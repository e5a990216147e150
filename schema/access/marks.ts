import type { ConstDirectiveNode } from 'graphql';
import { valueFromASTUntyped } from 'graphql';

export type Level = (typeof levels)[number];
export const levels = ['PUBLIC', 'SHARED', 'RESTRICTED'] as const;

/** What `@access` says: who may ask, and for what. */
export interface Mark {
  readonly level: Level;
  /** Of RESTRICTED: one of these is needed. */
  readonly rights: readonly string[];
  /** The only purposes for which it may be asked; empty: it needs none; null: any. */
  readonly purposes: readonly string[] | null;
}

/** The marks of a supergraph. What it does not know has no marks, and is given to nobody. */
export interface Marks {
  /** Marks that all have to be satisfied: the field's own or its type's, and that of the type that it returns. */
  ofField(type: string, field: string): readonly Mark[];
  /** null: whoever may ask the field may give the argument. */
  ofArgument(type: string, field: string, argument: string): Mark | null;
  ofType(type: string): Mark | null;
  /** How a field stands to a representative: an argument names the organisation, its service sees to it, or neither. */
  ownness(type: string, field: string): Ownness;
}

export type Ownness =
  { readonly by: 'argument'; readonly argument: string } | { readonly by: 'service' } | { readonly by: 'nothing' };

/** The mark among the directives of a definition; null: it has none. */
export function markOf(directives: readonly ConstDirectiveNode[] | undefined): Mark | null {
  const applied = directives?.find(({ name }) => name.value === 'access');
  if (applied === undefined) return null;
  const given = new Map(applied.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
  return {
    level: given.get('level') as Level,
    rights: (given.get('rights') as readonly string[] | null | undefined) ?? [],
    purposes: (given.get('purposes') as readonly string[] | null | undefined) ?? null,
  };
}

/** Whether whoever satisfies `other` satisfies `mark` as well. */
export function isImplied(mark: Mark, other: Mark): boolean {
  const { purposes } = mark;
  const forItsPurposes =
    purposes === null ||
    purposes.length === 0 ||
    (other.purposes !== null && other.purposes.length > 0 && other.purposes.every((one) => purposes.includes(one)));
  if (!forItsPurposes) return false;
  if (mark.level === 'PUBLIC') return true;
  if (mark.level !== other.level) return false;
  return mark.level === 'SHARED' || other.rights.every((right) => mark.rights.includes(right));
}
