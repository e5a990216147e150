import {
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Variables } from './conditions.ts';

/** A part of what is selected of a value. */
export interface SelectionPart {
  readonly set: SelectionSetNode;
  /** Of which the fields of the set are read: the type of the field, or of the fragment. */
  readonly type: GraphQLCompositeType;
}

/** A field of the answer, for values of one type. */
export interface SelectedField {
  readonly key: string;
  readonly isTypename: boolean;
  /** As the type promises it through which it is first selected. */
  readonly type: GraphQLOutputType;
  /** Empty for a leaf. */
  readonly parts: SelectionPart[];
}

export interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Of conditions. */
  readonly variables: Variables;
}

interface Collecting extends Reading {
  readonly runtime: GraphQLCompositeType;
  readonly found: Map<string, SelectedField>;
}

/** What is selected of values of this type, in the order of the operation, each name of the answer once. */
export function selectedFields(
  parts: readonly SelectionPart[],
  runtime: GraphQLCompositeType,
  reading: Reading,
): SelectedField[] {
  const found = new Map<string, SelectedField>();
  for (const part of parts) collect(part, { ...reading, runtime, found });
  return [...found.values()];
}

function collect({ set, type }: SelectionPart, into: Collecting): void {
  const { fragments, runtime, schema, variables } = into;
  for (const selection of set.selections) {
    if (!isIncluded(selection.directives, variables)) continue;
    if (selection.kind === Kind.FIELD) {
      add(selection, type, into);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const condition = fragment?.typeCondition?.name.value;
    const narrowed = condition === undefined ? type : (schema.getType(condition) as GraphQLCompositeType);
    if (fragment === undefined || (condition !== undefined && !applies(narrowed, runtime, schema))) continue;
    collect({ set: fragment.selectionSet, type: narrowed }, into);
  }
}

function add({ alias, name, selectionSet }: FieldNode, owner: GraphQLCompositeType, into: Collecting): void {
  const isTypename = name.value === '__typename';
  const type = isTypename
    ? TypeNameMetaFieldDef.type
    : (fieldType(owner, name.value) ?? fieldType(into.runtime, name.value));
  if (type === undefined) return;
  const key = (alias ?? name).value;
  const field = into.found.get(key) ?? { key, isTypename, type, parts: [] };
  into.found.set(key, field);
  if (selectionSet !== undefined) field.parts.push({ set: selectionSet, type: namedOf(type) });
}

function fieldType(type: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name]?.type : undefined;
}

function namedOf(type: GraphQLOutputType): GraphQLCompositeType {
  return 'ofType' in type ? namedOf(type.ofType) : (type as GraphQLCompositeType);
}

function applies(condition: GraphQLCompositeType, runtime: GraphQLCompositeType, schema: GraphQLSchema): boolean {
  if (condition === runtime) return true;
  const canBeSub = isObjectType(runtime) || isInterfaceType(runtime);
  return isAbstractType(condition) && canBeSub && schema.isSubType(condition, runtime);
}
