import {
  getNamedType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { narrowed, objectTypesOf } from './runtime-types.ts';

/** What becomes of a field where the object has this type. */
export type Fate = 'ask' | 'withhold' | 'introspect';
export type FateOf = (type: GraphQLObjectType, field: FieldNode) => Fate;

/** Under this name an object says of which type it is, where its selection would otherwise be empty or ambiguous. */
export const typeKey = '__withheldFrom';

export interface Rewritten {
  /** What is asked: the operation without what is withheld, its fragments spread. null: nothing is. */
  readonly asked: DocumentNode | null;
  /** What is introspected; null: nothing. */
  readonly introspected: DocumentNode | null;
}

interface Around {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly fateOf: FateOf;
  /** The fate of which fields are kept. */
  readonly kept: Fate;
  /** Set when a field was left out. */
  leftOut: boolean;
}

/**
 * Takes from an operation what its caller may not ask. Fragments, conditions and aliases stay what they are; where a
 * field is given to some of the types that an object may have, it is asked of these. null: all of it may be asked.
 */
export function rewrite(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  fateOf: FateOf,
): Rewritten | null {
  const fragments = fragmentsOf(document);
  const around = (kept: Fate): Around => ({ schema, fragments, fateOf, kept, leftOut: false });
  const root = schema.getRootType(operation.operation);
  if (root == null) return null;
  const asking = around('ask');
  const asked = keep(operation.selectionSet, [root], asking);
  if (!asking.leftOut) return null;
  const introspected = keep(operation.selectionSet, [root], around('introspect'));
  return {
    asked: documentOf(operation, asked),
    // What is introspected may spread fragments.
    introspected: documentOf(operation, introspected, [...fragments.values()]),
  };
}

export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
}

function documentOf(
  operation: OperationDefinitionNode,
  selections: readonly SelectionNode[],
  fragments: readonly FragmentDefinitionNode[] = [],
): DocumentNode | null {
  if (selections.length === 0) return null;
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }, ...fragments],
  };
}

function keep(set: SelectionSetNode, types: readonly GraphQLObjectType[], around: Around): SelectionNode[] {
  return set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keepField(selection, types, around);
    const spread = selection.kind === Kind.FRAGMENT_SPREAD ? around.fragments.get(selection.name.value) : selection;
    if (spread === undefined) return [];
    const { typeCondition } = spread;
    const applies = narrowed(around.schema, types, typeCondition?.name.value);
    const selections = keep(spread.selectionSet, applies, around);
    if (selections.length === 0) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        ...(typeCondition === undefined ? {} : { typeCondition }),
        directives: selection.directives ?? [],
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
    ];
  });
}

function keepField(field: FieldNode, types: readonly GraphQLObjectType[], around: Around): SelectionNode[] {
  const keeping = types.filter((type) => around.fateOf(type, field) === around.kept);
  if (keeping.length === types.length) {
    const kept = withInner(field, types, around);
    return kept === null ? [] : [kept];
  }
  around.leftOut = true;
  return keeping.flatMap((type) => {
    const kept = withInner(field, [type], around);
    return kept === null ? [] : [onType(type, kept)];
  });
}

/** The field with what is kept of its own selection. null: these types cannot be there. */
function withInner(field: FieldNode, types: readonly GraphQLObjectType[], around: Around): FieldNode | null {
  const { selectionSet } = field;
  if (types.length === 0) return null;
  if (selectionSet === undefined || around.kept === 'introspect') return field;
  const inner = returnedBy(around.schema, types, field.name.value);
  const inside = { ...around, leftOut: false };
  const selections = keep(selectionSet, inner, inside);
  if (inside.leftOut) around.leftOut = true;
  // What is put together afterwards has to know the type where several are possible.
  const marked = selections.length === 0 || (inside.leftOut && inner.length > 1);
  return {
    ...field,
    selectionSet: { kind: Kind.SELECTION_SET, selections: marked ? [...selections, typeName] : selections },
  };
}

/** The object types that a field of these types can return. */
export function returnedBy(
  schema: GraphQLSchema,
  types: readonly GraphQLObjectType[],
  name: string,
): readonly GraphQLObjectType[] {
  const returned = types.flatMap((type) => {
    const field = type.getFields()[name];
    return field === undefined ? [] : objectTypesOf(schema, getNamedType(field.type).name);
  });
  return [...new Set(returned)];
}

const typeName: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: typeKey },
  name: { kind: Kind.NAME, value: '__typename' },
};

function onType({ name }: GraphQLObjectType, field: FieldNode): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  };
}
