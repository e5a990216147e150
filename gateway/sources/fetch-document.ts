import { getOperationAST, Kind, OperationTypeNode, parse, valueFromASTUntyped, type DocumentNode } from 'graphql';
import type { Fetch } from './backend.ts';
import type { FetchSchema } from './fetch-schema.ts';
import { Selections, type Fragments, type SelectedField } from './selections.ts';

/** A fetch of the query plan, read once for each text. */
export interface FetchDocument {
  readonly document: DocumentNode;
  readonly rootType: string;
  /** What is asked of the root; `_entities` alone for a fetch about known organisations. */
  readonly fields: readonly SelectedField[];
  readonly entities: SelectedField | null;
  readonly asks: Fetch['asks'];
  /** Values of variables that the plan does not give. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

export function readFetchDocument(
  query: string,
  operationName: string | undefined,
  { schema }: FetchSchema,
): FetchDocument {
  const document = parse(query, { noLocation: true });
  const operation = getOperationAST(document, operationName);
  const root = operation == null ? null : schema.getRootType(operation.operation);
  if (operation == null || root == null)
    throw new Error('the query plan asks for an operation that it does not contain');
  const fragments: Fragments = new Map(
    document.definitions
      .filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const fields = [...new Selections(schema, fragments, operation.selectionSet).fieldsOf(root).values()];
  const entities = fields.find(({ name }) => name === '_entities') ?? null;
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  return {
    document,
    rootType: root.name,
    fields,
    entities,
    asks: isMutation ? 'mutation' : entities === null ? 'query' : 'entities',
    defaults: Object.fromEntries(
      (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
        variable.name.value,
        defaultValue === undefined ? undefined : valueFromASTUntyped(defaultValue),
      ]),
    ),
  };
}
