import {
  getDirectiveValues,
  GraphQLString,
  GraphQLDirective,
  Kind,
  parse,
  visit,
  type SelectionSetNode,
} from 'graphql';

/** What a field makes the gateway ask first: names of fields of the same type, by `Type.field`. */
export type Requirements = ReadonlyMap<string, readonly string[]>;

const joinField = new GraphQLDirective({
  name: 'join__field',
  locations: [],
  args: { requires: { type: GraphQLString } },
});

/** Reads from a supergraph which fields stand on others (`@requires`): whoever asks for one asks for these as well. */
export function readRequirements(supergraphSdl: string): Requirements {
  const found = new Map<string, string[]>();
  visit(parse(supergraphSdl, { noLocation: true }), {
    ObjectTypeDefinition(type) {
      for (const field of type.fields ?? []) {
        const required = (field.directives ?? [])
          .filter(({ name }) => name.value === joinField.name)
          .map((directive) => getDirectiveValues(joinField, { directives: [directive] })?.requires)
          .filter((requires) => typeof requires === 'string')
          .flatMap((requires) => fieldsOf(requires));
        if (required.length > 0) found.set(`${type.name.value}.${field.name.value}`, [...new Set(required)]);
      }
      return false;
    },
  });
  return found;
}

function fieldsOf(fieldSet: string): string[] {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? namesIn(definition.selectionSet) : [];
}

function namesIn({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesIn(selection.selectionSet) : [];
  });
}
