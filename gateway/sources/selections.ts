import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field that a fetch asks of one object type. */
export interface SelectedField {
  /** Under which its value stands: the alias, or the name. */
  readonly key: string;
  readonly name: string;
  /** null for `__typename`. */
  readonly type: GraphQLOutputType | null;
  /** Each way to reach it; it is asked for when every @skip and @include on one of them says so. */
  readonly ways: (readonly DirectiveNode[])[];
  readonly selections: Selections;
}

type Fields = ReadonlyMap<string, SelectedField>;
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface Part {
  readonly set: SelectionSetNode;
  readonly conditions: readonly DirectiveNode[];
}

/** What is selected of a value, by its object type: aliases, fragments and conditions resolved once for each document. */
export class Selections {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #parts: Part[] = [];
  readonly #fields = new Map<string, Fields>();

  constructor(schema: GraphQLSchema, fragments: Fragments, set?: SelectionSetNode) {
    this.#schema = schema;
    this.#fragments = fragments;
    if (set !== undefined) this.#parts.push({ set, conditions: [] });
  }

  fieldsOf(type: GraphQLObjectType): Fields {
    const known = this.#fields.get(type.name);
    if (known !== undefined) return known;
    const fields = new Map<string, SelectedField>();
    for (const { set, conditions } of this.#parts) this.#collect(set.selections, { type, fields, conditions });
    this.#fields.set(type.name, fields);
    return fields;
  }

  #collect(selections: readonly SelectionNode[], into: Collecting): void {
    for (const selection of selections) {
      const own = (selection.directives ?? []).filter(({ name }) => name.value === 'skip' || name.value === 'include');
      const conditions = [...into.conditions, ...own];
      if (selection.kind === Kind.FIELD) {
        this.#add(selection.name.value, selection.alias?.value ?? selection.name.value, {
          ...into,
          conditions,
          ...(selection.selectionSet === undefined ? {} : { set: selection.selectionSet }),
        });
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      if (fragment === undefined || !this.#applies(fragment.typeCondition?.name.value, into.type)) continue;
      this.#collect(fragment.selectionSet.selections, { ...into, conditions });
    }
  }

  #add(name: string, key: string, into: Collecting & { set?: SelectionSetNode }): void {
    const type = into.type.getFields()[name]?.type ?? null;
    if (type === null && name !== '__typename') return;
    const field = into.fields.get(key) ?? {
      key,
      name,
      type,
      ways: [],
      selections: new Selections(this.#schema, this.#fragments),
    };
    field.ways.push(into.conditions);
    if (into.set !== undefined) field.selections.#parts.push({ set: into.set, conditions: [] });
    into.fields.set(key, field);
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = this.#schema.getType(condition);
    return isAbstractType(wanted) && this.#schema.isSubType(wanted, type);
  }
}

interface Collecting {
  readonly type: GraphQLObjectType;
  readonly fields: Map<string, SelectedField>;
  readonly conditions: readonly DirectiveNode[];
}

/** Whether a field is asked for under these variables. */
export function isIncluded({ ways }: SelectedField, variables: Readonly<Record<string, unknown>>): boolean {
  return ways.some((conditions) =>
    conditions.every((directive) => {
      const node = { directives: [directive] };
      if (directive.name.value === 'skip')
        return getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true;
      return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
    }),
  );
}

/** The object type of a value of a composite type, as its `__typename` says where there is a choice. */
export function objectTypeOf(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  typename: unknown,
): GraphQLObjectType | null {
  if (isObjectType(type)) return type;
  const named = typeof typename === 'string' ? schema.getType(typename) : undefined;
  return isObjectType(named) && schema.isSubType(type, named) ? named : null;
}
