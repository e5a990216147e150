import { parse, valueFromASTUntyped, visit, type ConstDirectiveNode } from 'graphql';

/** Which subgraphs answer a field: `Organisation.court` -> court. Empty: the supergraph does not say. */
export type OwnersOf = (type: string, field: string) => ReadonlySet<string>;

interface Named {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[];
}

const nobody: ReadonlySet<string> = new Set();

/** Reads the join directives of a supergraph. A field without one of its own belongs to all subgraphs of its type. */
export function readOwners(supergraphSdl: string): OwnersOf {
  const names = new Map<unknown, string>();
  const owners = new Map<string, ReadonlySet<string>>();
  const named = (applied: readonly Given[]) => applied.flatMap(({ graph }) => names.get(graph) ?? []);
  const ofFields = (type: Named & { readonly fields?: readonly Named[] }): false => {
    const ofType = named(given(type, 'join__type'));
    for (const field of type.fields ?? []) {
      const own = named(given(field, 'join__field').filter(({ external }) => external !== true));
      owners.set(`${type.name.value}.${field.name.value}`, new Set(own.length === 0 ? ofType : own));
    }
    return false;
  };
  const document = parse(supergraphSdl, { noLocation: true });
  visit(document, {
    EnumValueDefinition(value) {
      const [graph] = given(value, 'join__graph');
      if (typeof graph?.name === 'string') names.set(value.name.value, graph.name);
    },
  });
  visit(document, { ObjectTypeDefinition: ofFields, InterfaceTypeDefinition: ofFields });
  return (type, field) => owners.get(`${type}.${field}`) ?? nobody;
}

interface Given {
  readonly graph?: unknown;
  readonly name?: unknown;
  readonly external?: unknown;
}

function given({ directives = [] }: Named, wanted: string): Given[] {
  return directives
    .filter(({ name }) => name.value === wanted)
    .map(({ arguments: args = [] }) =>
      Object.fromEntries(args.map(({ name, value }) => [name.value, valueFromASTUntyped(value)])),
    );
}
