import {
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type ValueNode,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;
/** How long a list can become under these variables. */
export type SizeOf = (variables: Variables) => number;

/** Arguments that say how many are wanted. */
const pageArguments: ReadonlySet<string> = new Set(['first', 'last']);

/**
 * The length that a field's arguments give it: `first` of a page, or the length of a list of values in the arguments of
 * a list. null: they say nothing about it.
 */
export function sizeOfField(definition: GraphQLField<unknown, unknown>, node: FieldNode): SizeOf | null {
  const isList = isListType(getNullableType(definition.type));
  const sizes = definition.args.flatMap(({ defaultValue, name, type }): SizeOf[] => {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (pageArguments.has(name)) return [pageSize(value, defaultValue)];
    const nullable = getNullableType(type);
    if (!isList || !isListType(nullable) || isInputObjectType(getNullableType(nullable.ofType))) return [];
    return value === undefined ? [] : [lengthOf(value)];
  });
  return sizes.length === 0 ? null : (variables) => Math.max(...sizes.map((size) => size(variables)));
}

/** A page without a number, or with one that is refused later, counts as this many. */
const unsaidPage = 100;

function pageSize(value: ValueNode | undefined, usual: unknown): SizeOf {
  const otherwise = typeof usual === 'number' ? usual : unsaidPage;
  if (value?.kind === Kind.INT) return () => Number(value.value);
  if (value?.kind !== Kind.VARIABLE) return () => otherwise;
  return (variables) => {
    const given = valueIn(variables, value.name.value);
    return typeof given === 'number' && given >= 0 ? given : otherwise;
  };
}

function lengthOf(value: ValueNode): SizeOf {
  if (value.kind === Kind.LIST) return () => value.values.length;
  if (value.kind !== Kind.VARIABLE) return () => 1;
  return (variables) => {
    const given = valueIn(variables, value.name.value);
    return Array.isArray(given) ? given.length : 1;
  };
}

/** Variables come from the client, and may be named like a property of every object. */
export function valueIn(variables: Variables, name: string): unknown {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
