import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type TypeNode,
} from 'graphql';
import { markOf, type Mark, type Marks, type Ownness } from './marks.ts';

const spec = 'https://specs.invalid/unified-credit-gateway/access/';

/** The marks that a supergraph carries; null: it is not one of ours and carries none. */
export function readMarks(supergraphSdl: string): Marks | null {
  const document = parse(supergraphSdl, { noLocation: true });
  return linksOurSpec(document) ? collectMarks(document) : null;
}

/** Marks of every type and field of a document. */
export function collectMarks(document: DocumentNode): Marks {
  const types = new Map<string, Mark | null>();
  const fields = new Map<string, { readonly own: Mark | null; readonly node: FieldDefinitionNode }>();
  for (const node of document.definitions) {
    if (!('name' in node) || node.name === undefined || !isMarkable(node.kind)) continue;
    types.set(node.name.value, markOf((node as { directives?: readonly ConstDirectiveNode[] }).directives));
    for (const field of ('fields' in node ? (node.fields ?? []) : []) as readonly FieldDefinitionNode[])
      fields.set(`${node.name.value}.${field.name.value}`, { own: markOf(field.directives), node: field });
  }
  return {
    ofType: (type) => types.get(type) ?? null,
    ofField(type, name) {
      const field = fields.get(`${type}.${name}`);
      if (field === undefined) return [];
      const own = field.own ?? types.get(type) ?? null;
      const returned = types.get(namedType(field.node.type)) ?? null;
      // PUBLIC says of a type that it tells nothing by itself, not that whoever returns it may be asked by anybody.
      if (own === null && (returned === null || returned.level === 'PUBLIC')) return [];
      return [own, returned].filter((mark) => mark !== null);
    },
    ofArgument(type, name, argument) {
      const node = fields.get(`${type}.${name}`)?.node.arguments?.find((one) => one.name.value === argument);
      return markOf(node?.directives);
    },
    ownness: (type, name) => ownnessOf(fields.get(`${type}.${name}`)?.node),
  };
}

export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function isMarkable(kind: string): boolean {
  return (
    kind === Kind.OBJECT_TYPE_DEFINITION ||
    kind === Kind.INTERFACE_TYPE_DEFINITION ||
    kind === Kind.UNION_TYPE_DEFINITION
  );
}

function ownnessOf(node: FieldDefinitionNode | undefined): Ownness {
  const argument = node?.arguments?.find(({ directives }) => hasOwn(directives));
  if (argument !== undefined) return { by: 'argument', argument: argument.name.value };
  return hasOwn(node?.directives) ? { by: 'service' } : { by: 'nothing' };
}

function hasOwn(directives: readonly ConstDirectiveNode[] | undefined): boolean {
  return directives?.some(({ name }) => name.value === 'own') ?? false;
}

function linksOurSpec(document: DocumentNode): boolean {
  return document.definitions.some(
    (node) =>
      node.kind === Kind.SCHEMA_DEFINITION &&
      node.directives?.some(({ arguments: given, name }) => {
        const url = given?.find((one) => one.name.value === 'url')?.value;
        return name.value === 'link' && url?.kind === Kind.STRING && url.value.startsWith(spec);
      }),
  );
}
