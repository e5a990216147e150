import { parse, print, type DocumentNode, type OperationDefinitionNode } from 'graphql';

export interface Sent {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

interface Separate {
  readonly query: string;
  readonly variables: readonly string[];
}

const place = /^_(\d+)_/;

/** Queries of the root that our gateway has put together into one, each for itself again; null: it is a single one. */
export function createSeparator(): (sent: Sent) => readonly Sent[] | null {
  const known = new Map<string, readonly Separate[]>();
  return ({ query, variables = {} }) => {
    if (!/\b_0_/.test(query)) return null;
    const parts = known.get(query) ?? separate(parse(query));
    known.set(query, parts);
    return parts.map((part) => ({
      query: part.query,
      variables: Object.fromEntries(part.variables.map((name) => [name, variables[name]])),
    }));
  };
}

function separate({ definitions }: DocumentNode): Separate[] {
  const [operation] = definitions.filter((one) => one.kind === 'OperationDefinition') as [OperationDefinitionNode];
  const fragments = definitions.filter((one) => one !== operation);
  const fields = operation.selectionSet.selections.filter((one) => one.kind === 'Field');
  const groups = Map.groupBy(fields, ({ alias }) => place.exec(alias?.value ?? '')?.[1] ?? '');
  return [...groups].map(([at, selections]) => {
    const own = (operation.variableDefinitions ?? []).filter(({ variable }) => variable.name.value.endsWith(`_${at}`));
    const { name: _, ...rest } = operation;
    const one = { ...rest, variableDefinitions: own, selectionSet: { ...operation.selectionSet, selections } };
    const document: DocumentNode = { kind: 'Document' as never, definitions: [one, ...fragments] };
    return { query: print(document), variables: own.map(({ variable }) => variable.name.value) };
  });
}
