import {
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Marks } from '../../schema/access/marks.ts';
import { readCreditCode, type CreditCode } from '../../schema/credit-code.ts';

export interface RootQuestion {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly rootType: string;
}

/**
 * The root fields, by the names of their answers, that a representative of this organisation may not ask, because
 * they are about others, or about nobody in particular and their service does not keep them to the caller's own.
 */
export function foreignFields(question: RootQuestion, only: CreditCode, marks: Marks): ReadonlySet<string> {
  const fields = rootFields(question.operation.selectionSet, question.fragments);
  const isForeign = (field: FieldNode): boolean => {
    const ownness = marks.ownness(question.rootType, field.name.value);
    if (ownness.by === 'service' || field.name.value.startsWith('__')) return false;
    if (ownness.by === 'nothing') return true;
    const given = field.arguments?.find(({ name }) => name.value === ownness.argument);
    const value = given === undefined ? null : valueFromASTUntyped(given.value, { ...question.variables });
    const codes: readonly unknown[] = Array.isArray(value) ? value : [value];
    return codes.length === 0 || !codes.every((code) => isCode(code, only));
  };
  return new Set(fields.filter(isForeign).map((field) => field.alias?.value ?? field.name.value));
}

function isCode(value: unknown, wanted: CreditCode): boolean {
  const read = readCreditCode(value);
  return read.ok && read.value.code === wanted;
}

/** All fields of the root, whatever their conditions. */
export function rootFields(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  seen: ReadonlySet<string> = new Set(),
): FieldNode[] {
  return set.selections.flatMap((selection): FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, fragments, seen);
    const name = selection.name.value;
    const fragment = seen.has(name) ? undefined : fragments.get(name);
    return fragment === undefined ? [] : rootFields(fragment.selectionSet, fragments, new Set([...seen, name]));
  });
}
