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
import { conditionsOf, type Condition, type Conditions } from './conditions.ts';

/** A part of what is selected of one value. */
export interface SelectionPart {
  readonly set: SelectionSetNode;
  readonly conditions: readonly Condition[];
  /** Of which the fields of the set are read: the type of the field, or of the fragment. */
  readonly type: GraphQLCompositeType;
}

/** A field of the answer, for values of one type. */
export interface SelectedField {
  readonly key: string;
  readonly isTypename: boolean;
  /** As the type promises it through which it is first selected. */
  readonly type: GraphQLOutputType;
  /** It is in the answer when all conditions of one of these hold. */
  readonly ways: readonly (readonly Condition[])[];
  /** Empty for a leaf. */
  readonly parts: readonly SelectionPart[];
}

export interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

interface Occurrence {
  readonly node: FieldNode;
  readonly conditions: readonly Condition[];
  readonly type: GraphQLOutputType;
}

/** What is selected of values of this type, in the order of the operation, each name of the answer once. */
export function selectedFields(
  parts: readonly SelectionPart[],
  runtime: GraphQLCompositeType,
  reading: Reading,
): SelectedField[] {
  const found = new Map<string, Occurrence[]>();
  for (const part of parts) collect(part, runtime, { ...reading, found });
  return [...found].map(([key, occurrences]) => fieldOf(key, occurrences));
}

interface Collecting extends Reading {
  readonly found: Map<string, Occurrence[]>;
}

function collect({ conditions, set, type }: SelectionPart, runtime: GraphQLCompositeType, into: Collecting): void {
  for (const selection of set.selections) {
    const own = conditionsOf(selection.directives, conditions);
    if (own === 'never') continue;
    if (selection.kind === Kind.FIELD) {
      add(selection, { conditions: own, type, runtime }, into.found);
      continue;
    }
    const spread = selection.kind === Kind.INLINE_FRAGMENT ? selection : into.fragments.get(selection.name.value);
    if (spread === undefined) continue;
    const condition = spread.typeCondition?.name.value;
    const narrowed = condition === undefined ? type : (into.schema.getType(condition) as GraphQLCompositeType);
    const inner: Conditions = conditionsOf(
      selection.kind === Kind.FRAGMENT_SPREAD ? spread.directives : undefined,
      own,
    );
    if (inner === 'never' || (condition !== undefined && !applies(narrowed, runtime, into.schema))) continue;
    collect({ set: spread.selectionSet, conditions: inner, type: narrowed }, runtime, into);
  }
}

interface Place {
  readonly conditions: readonly Condition[];
  readonly type: GraphQLCompositeType;
  readonly runtime: GraphQLCompositeType;
}

function add(node: FieldNode, { conditions, runtime, type }: Place, found: Map<string, Occurrence[]>): void {
  const name = node.name.value;
  const promised =
    name === '__typename' ? TypeNameMetaFieldDef.type : (fieldType(type, name) ?? fieldType(runtime, name));
  if (promised === undefined) return;
  const key = (node.alias ?? node.name).value;
  const occurrence = { node, conditions, type: promised };
  const known = found.get(key);
  if (known === undefined) found.set(key, [occurrence]);
  else known.push(occurrence);
}

function fieldType(type: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name]?.type : undefined;
}

function fieldOf(key: string, occurrences: readonly Occurrence[]): SelectedField {
  const [first] = occurrences as [Occurrence];
  const parts = occurrences.flatMap(({ conditions, node, type }) => {
    if (node.selectionSet === undefined) return [];
    // A field with one way is only looked into where that way is open.
    const own = occurrences.length === 1 ? [] : conditions;
    return [{ set: node.selectionSet, conditions: own, type: namedOf(type) }];
  });
  const ways = occurrences.map(({ conditions }) => conditions);
  return { key, isTypename: first.node.name.value === '__typename', type: first.type, ways, parts };
}

function namedOf(type: GraphQLOutputType): GraphQLCompositeType {
  return 'ofType' in type ? namedOf(type.ofType) : (type as GraphQLCompositeType);
}

function applies(condition: GraphQLCompositeType, runtime: GraphQLCompositeType, schema: GraphQLSchema): boolean {
  if (condition === runtime) return true;
  const canBeSub = isObjectType(runtime) || isInterfaceType(runtime);
  return isAbstractType(condition) && canBeSub && schema.isSubType(condition, runtime);
}
