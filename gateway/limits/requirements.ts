import {
  getDirectiveValues,
  GraphQLDirective,
  GraphQLString,
  Kind,
  parse,
  visit,
  type DirectiveNode,
  type SelectionSetNode,
} from 'graphql';

/** What a field makes the gateway ask first, as a selection of the same type; by `Type.field`. */
export type Requirements = ReadonlyMap<string, SelectionSetNode>;

const joinField = new GraphQLDirective({
  name: 'join__field',
  locations: [],
  args: { requires: { type: GraphQLString } },
});

/** Reads from a supergraph which fields stand on others (`@requires`): whoever asks for one asks for these as well. */
export function readRequirements(supergraphSdl: string): Requirements {
  const found = new Map<string, SelectionSetNode>();
  visit(parse(supergraphSdl, { noLocation: true }), {
    ObjectTypeDefinition({ fields = [], name: type }) {
      for (const { directives = [], name } of fields) {
        const required = directives.flatMap(selectionOf);
        if (required.length === 0) continue;
        const selections = required.flatMap(({ selections: ofOne }) => ofOne);
        found.set(`${type.value}.${name.value}`, { kind: Kind.SELECTION_SET, selections });
      }
      return false;
    },
  });
  return found;
}

function selectionOf(directive: DirectiveNode): SelectionSetNode[] {
  const { requires } = getDirectiveValues(joinField, { directives: [directive] }) ?? {};
  if (typeof requires !== 'string') return [];
  const [definition] = parse(`{ ${requires} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [];
}
