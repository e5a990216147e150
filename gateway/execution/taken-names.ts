import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** Names that plans give to fields of their own, as the planner makes them. */
const ofPlanner = /__alias_\d+$/;

/** Under which names plans ask, beside what the client asked for, for fields of each type. */
export type NamesOfPlans = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What subgraphs have to know: the fields of keys and of `@requires`. A supergraph holds them in join__type and
 * join__field (Apollo's join specification v0.3), by the type that needs them.
 */
export function namesOfPlans(document: DocumentNode, supergraph: GraphQLSchema): NamesOfPlans {
  const names = new Map<string, Set<string>>();
  const add = (type: string, { selections }: SelectionSetNode): void => {
    const ofType = names.get(type) ?? new Set();
    names.set(type, ofType);
    for (const one of selections) {
      if (one.kind === Kind.INLINE_FRAGMENT) add(one.typeCondition?.name.value ?? type, one.selectionSet);
      if (one.kind !== Kind.FIELD) continue;
      ofType.add(one.name.value);
      if (one.selectionSet !== undefined) add(typeOfField(supergraph, type, one.name.value), one.selectionSet);
    }
  };
  const read = ({ directives = [], name }: { name: { value: string }; directives?: readonly ConstDirectiveNode[] }) => {
    for (const text of directives.flatMap(fieldSetsOf)) add(name.value, parseFieldSet(text));
  };
  visit(document, {
    ObjectTypeDefinition(type) {
      read(type);
      for (const field of type.fields ?? []) read({ name: type.name, directives: field.directives ?? [] });
    },
    InterfaceTypeDefinition: read,
  });
  return names;
}

export type IsTaken = (field: FieldNode, parent: GraphQLCompositeType) => boolean;

/**
 * Whether a field would stand in the answer where a plan may put another one: it is called like a field of a plan, or is
 * that field with arguments of the client's.
 */
export function createIsTaken(names: NamesOfPlans, schema: GraphQLSchema): IsTaken {
  const known = new Map<string, ReadonlySet<string>>();
  const namesOf = (parent: GraphQLCompositeType): ReadonlySet<string> => {
    const found =
      known.get(parent.name) ??
      new Set(['__typename', ...kindsOf(parent, schema).flatMap((kind) => [...(names.get(kind) ?? [])])]);
    known.set(parent.name, found);
    return found;
  };
  return ({ alias, arguments: given = [], name }, parent) => {
    const key = (alias ?? name).value;
    if (ofPlanner.test(key)) return true;
    return namesOf(parent).has(key) && (key !== name.value || given.length > 0);
  };
}

/** The type, and all that an object of which it is asked may be. */
function kindsOf(type: GraphQLCompositeType, schema: GraphQLSchema): string[] {
  const kinds: readonly GraphQLCompositeType[] = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return [type, ...kinds].flatMap((one) =>
    isObjectType(one) || isInterfaceType(one) ? [one.name, ...one.getInterfaces().map(({ name }) => name)] : [one.name],
  );
}

function fieldSetsOf({ arguments: given = [], name }: ConstDirectiveNode): string[] {
  if (name.value !== 'join__type' && name.value !== 'join__field') return [];
  return given.flatMap(({ name: { value: argument }, value }) =>
    (argument === 'key' || argument === 'requires') && value.kind === Kind.STRING ? [value.value] : [],
  );
}

function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return (operation as { selectionSet: SelectionSetNode }).selectionSet;
}

function typeOfField(schema: GraphQLSchema, type: string, field: string): string {
  const owner = schema.getType(type);
  const found = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields()[field] : undefined;
  return found === undefined ? '' : getNamedType(found.type).name;
}
