import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { typeKey, type FateOf } from './rewrite.ts';
import { narrowed, objectTypesOf } from './runtime-types.ts';

type Path = readonly (string | number)[];

/** A field that is null in an answer because its caller may not see it. */
export interface Withheld {
  readonly type: GraphQLObjectType;
  readonly field: FieldNode;
  /** Where it is first met. */
  readonly path: Path;
}

interface Answering {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly fateOf: FateOf;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

interface Walk extends Answering {
  /** By the path without its places in lists. */
  readonly withheld: Map<string, Withheld>;
}

/**
 * An answer to what was left of an operation -> the answer to the operation as it was sent: in its order, with null
 * for what was withheld, each with its first place.
 */
export function putTogether(
  data: Values,
  set: SelectionSetNode,
  root: GraphQLObjectType,
  answering: Answering,
): { readonly data: Values | null; readonly withheld: ReadonlyMap<string, Withheld> } {
  const walk: Walk = { ...answering, withheld: new Map() };
  return { data: ofObject(data, [set], { types: [root], path: [] }, walk), withheld: walk.withheld };
}

interface Place {
  readonly types: readonly GraphQLObjectType[];
  readonly path: Path;
}

function ofObject(data: Values, sets: readonly SelectionSetNode[], { path, types }: Place, walk: Walk): Values | null {
  const type = types.find(({ name }) => name === data[typeKey]) ?? types[0]!;
  const shown: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, nodes] of collect(sets, type, walk)) {
    const [first] = nodes as [FieldNode];
    const definition = type.getFields()[first.name.value];
    if (walk.fateOf(type, first) === 'withhold') {
      note(walk, { type, field: first, path: [...path, key] });
      shown[key] = null;
    } else {
      const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      const value = data[key] ?? null;
      // Introspection and __typename are shown as they come.
      shown[key] =
        definition === undefined ? value : ofValue(value, definition.type, { sets: inner, path: [...path, key] }, walk);
    }
    if (shown[key] === null && definition !== undefined && isNonNullType(definition.type)) return null;
  }
  return shown;
}

interface Inside {
  readonly sets: readonly SelectionSetNode[];
  readonly path: Path;
}

function ofValue(value: unknown, type: GraphQLOutputType, inside: Inside, walk: Walk): unknown {
  if (value === null || value === undefined) return null;
  if (isNonNullType(type)) return ofValue(value, type.ofType, inside, walk);
  if (isListType(type)) {
    const values = (value as unknown[]).map((one, at) =>
      ofValue(one, type.ofType, { ...inside, path: [...inside.path, at] }, walk),
    );
    return isNonNullType(type.ofType) && values.includes(null) ? null : values;
  }
  if (isLeafType(type)) return value;
  const types = objectTypesOf(walk.schema, getNamedType(type).name);
  return ofObject(value as Values, inside.sets, { types, path: inside.path }, walk);
}

/** The fields of a selection by the name of their answer, as GraphQL collects them. */
function collect(sets: readonly SelectionSetNode[], type: GraphQLObjectType, walk: Walk): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const add = (set: SelectionSetNode) => {
    for (const selection of set.selections) {
      if (!isIncluded(selection, walk)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        fields.set(key, [...(fields.get(key) ?? []), selection]);
        continue;
      }
      const spread = selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
      const condition = spread?.typeCondition?.name.value;
      if (spread !== undefined && narrowed(walk.schema, [type], condition).length > 0) add(spread.selectionSet);
    }
  };
  sets.forEach(add);
  return fields;
}

function isIncluded(node: { readonly directives?: readonly DirectiveNode[] }, { variables }: Walk): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

function note({ withheld }: Walk, found: Withheld): void {
  const at = patternOf(found.path);
  if (!withheld.has(at)) withheld.set(at, found);
}

/** `organisations.*.court`: all places in a list are one. */
function patternOf(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}
