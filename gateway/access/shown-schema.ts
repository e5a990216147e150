import {
  buildASTSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  printSchema,
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { namedType } from '../../schema/access/read-marks.ts';
import type { Judge } from './judge.ts';

/** The schema as a caller may know it: without the fields and arguments that it may not ask, and what only they need. */
export function shownSchema(schema: GraphQLSchema, judge: Judge): GraphQLSchema {
  const document = parse(printSchema(schema), { noLocation: true });
  const definitions = document.definitions.map((node) =>
    isTyped(node) ? { ...node, fields: shownFields(schema, node, judge) } : node,
  );
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions: onlyReachable(definitions) }, { assumeValid: true });
}

type Typed = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

function isTyped(node: DefinitionNode): node is Typed {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function shownFields(schema: GraphQLSchema, { fields = [], name }: Typed, judge: Judge): FieldDefinitionNode[] {
  const type = schema.getType(name.value);
  const types = isObjectType(type) ? [type] : isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  // Of an interface a field is shown when one of its types would give it.
  const may = (field: string, given: readonly string[] = []) =>
    types.some((one) => judge.missing(one, field, given) === null);
  return fields
    .filter((field) => may(field.name.value))
    .map((field) => ({
      ...field,
      arguments: (field.arguments ?? []).filter((argument) => may(field.name.value, [argument.name.value])),
    }));
}

/** Types that nothing shown leads to are left out, and fields that lead to a type of which nothing is shown. */
function onlyReachable(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const byName = new Map<string, DefinitionNode>();
  for (const node of definitions) if ('name' in node && node.name !== undefined) byName.set(node.name.value, node);
  const empty = definitions.filter((node) => isTyped(node) && node.fields?.length === 0 && !isRoot(node));
  if (empty.length > 0) return onlyReachable(without(definitions, new Set(empty.map(nameOf))));
  const reached = new Set<string>();
  const reach = (name: string, isReturned: boolean): void => {
    const node = byName.get(name);
    const key = isReturned && node?.kind === Kind.INTERFACE_TYPE_DEFINITION ? `any ${name}` : name;
    if (node === undefined || reached.has(key)) return;
    reached.add(name).add(key);
    for (const step of leadsTo(node)) reach(step.name, step.isReturned);
    if (key === name) return;
    for (const other of definitions)
      if (isTyped(other) && other.interfaces?.some((one) => one.name.value === name)) reach(nameOf(other), true);
  };
  definitions.filter((node) => isTyped(node) && isRoot(node)).forEach((node) => reach(nameOf(node), true));
  return definitions.filter((node) => reached.has(nameOf(node)) || node.kind === Kind.DIRECTIVE_DEFINITION);
}

function nameOf(node: DefinitionNode): string {
  return 'name' in node ? (node.name?.value ?? '') : '';
}

/** A mutation type of which nothing is shown is none; there is always a query type. */
function isRoot(node: Typed): boolean {
  return node.name.value === 'Query' || (node.name.value === 'Mutation' && node.fields?.length !== 0);
}

function without(definitions: readonly DefinitionNode[], names: ReadonlySet<string>): DefinitionNode[] {
  return definitions
    .filter((node) => !names.has(nameOf(node)))
    .map((node) => {
      if (node.kind === Kind.UNION_TYPE_DEFINITION)
        return { ...node, types: (node.types ?? []).filter(({ name }) => !names.has(name.value)) };
      if (!isTyped(node)) return node;
      const fields = (node.fields ?? []).filter(({ type }) => !names.has(namedType(type)));
      return { ...node, fields, interfaces: (node.interfaces ?? []).filter(({ name }) => !names.has(name.value)) };
    });
}

interface Step {
  readonly name: string;
  /** false: only named as an interface of a type that is shown. */
  readonly isReturned: boolean;
}

function leadsTo(node: DefinitionNode): Step[] {
  const returned = (name: string): Step => ({ name, isReturned: true });
  if (node.kind === Kind.UNION_TYPE_DEFINITION) return (node.types ?? []).map(({ name }) => returned(name.value));
  if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    return (node.fields ?? []).map(({ type }) => returned(namedType(type)));
  if (!isTyped(node)) return [];
  return [
    ...(node.interfaces ?? []).map(({ name }) => ({ name: name.value, isReturned: false })),
    ...(node.fields ?? []).flatMap((field) => [
      returned(namedType(field.type)),
      ...(field.arguments ?? []).map(({ type }) => returned(namedType(type))),
    ]),
  ];
}
