import {
  Kind,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';

/** A query of the root that says about whom it is by its variables, and by nothing else. */
export interface RootQuery {
  /** Response names of what it asks for. */
  readonly keys: readonly string[];
  /** The same asked so many times in one document, each with names of its own. */
  times(count: number): { readonly query: string; readonly document: DocumentNode };
}

const known = new WeakMap<DocumentNode, RootQuery | null>();

/** null: it asks with something else than credit codes, or in a way in which it cannot stand beside itself. */
export function rootQueryOf(document: DocumentNode): RootQuery | null {
  const found = known.get(document);
  if (found !== undefined) return found;
  const read = readRootQuery(document);
  known.set(document, read);
  return read;
}

/** Response name, and variable, of the n-th that stand in one document. No name of the first form is reserved. */
export const keyAt = (key: string, at: number) => `_${at}_${key}`;
export const variableAt = (name: string, at: number) => `${name}_${at}`;

function readRootQuery(document: DocumentNode): RootQuery | null {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation === undefined || operations.length > 1 || !asksByCode(operation)) return null;
  const others = document.definitions.filter((one) => one !== operation);
  if ((operation.directives ?? []).length > 0 || others.some(usesVariables)) return null;
  const { selections } = operation.selectionSet;
  const fields = selections.filter((one) => one.kind === Kind.FIELD);
  if (fields.length < selections.length) return null;
  const made = new Map<number, ReturnType<RootQuery['times']>>();
  return {
    keys: [...new Set(fields.map(keyOf))],
    times(count) {
      const before = made.get(count);
      if (before !== undefined) return before;
      const repeated = repeat(operation, fields, count);
      const joint: DocumentNode = { kind: Kind.DOCUMENT, definitions: [repeated, ...others] };
      const one = { query: print(joint), document: joint };
      made.set(count, one);
      return one;
    },
  };
}

function asksByCode({ operation, variableDefinitions = [] }: OperationDefinitionNode): boolean {
  return operation === 'query' && variableDefinitions.length > 0 && variableDefinitions.every(isOfCodes);
}

function isOfCodes({ defaultValue, directives = [], type }: VariableDefinitionNode): boolean {
  return defaultValue === undefined && directives.length === 0 && nameOf(type) === 'CreditCode';
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function usesVariables(definition: DocumentNode['definitions'][number]): boolean {
  let uses = false;
  visit(definition, {
    Variable() {
      uses = true;
    },
  });
  return uses;
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function repeat(
  operation: OperationDefinitionNode,
  fields: readonly FieldNode[],
  count: number,
): OperationDefinitionNode {
  const places = Array.from({ length: count }, (_, at) => at);
  const renamed = <N extends FieldNode | VariableDefinitionNode>(node: N, at: number): N =>
    visit(node, {
      Variable: ({ name, ...rest }) => ({ ...rest, name: { ...name, value: variableAt(name.value, at) } }),
    });
  const definitions = places.flatMap((at) => (operation.variableDefinitions ?? []).map((one) => renamed(one, at)));
  const selections = places.flatMap((at) =>
    fields.map((field): FieldNode => {
      const alias = { kind: Kind.NAME, value: keyAt(keyOf(field), at) } as const;
      return { ...renamed(field, at), alias };
    }),
  );
  return {
    ...operation,
    variableDefinitions: definitions,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
