import {
  buildASTSchema,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Executor } from '../execute-carefully.ts';
import { createIsTaken, namesOfPlans, type IsTaken } from './taken-names.ts';

interface Renamed {
  readonly document: DocumentNode;
  /** What the client calls a field, by how it is called here. */
  readonly names: ReadonlyMap<string, string>;
}

type Result = Awaited<ReturnType<Executor>>;
type Path = readonly (string | number)[];

/** null: nothing in the document has to be called otherwise. */
export type Renamer = (document: DocumentNode) => Renamed | null;

/**
 * Executes operations under names that plans do not use themselves, and answers under the client's (docs/decisions/044).
 * Else a client's alias could put another value where a plan reads a key, or what a subgraph requires.
 */
export function withOwnNames(executor: Executor, rename: Renamer): Executor {
  return async (context) => {
    const renamed = rename(context.document);
    if (renamed === null) return executor(context);
    const { document, names } = renamed;
    const queryHash = `${context.queryHash} renamed`;
    return restored(await executor({ ...context, document, operation: sameIn(document, context), queryHash }), names);
  };
}

/** Over the schema that clients see. Each document is looked through once. */
export function createRenamer(supergraphSdl: string, schema: GraphQLSchema): Renamer {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const whole = buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true });
  const isTaken = createIsTaken(namesOfPlans(supergraph, whole), schema);
  const known = new WeakMap<DocumentNode, { readonly renamed: Renamed | null }>();
  return (document) => {
    const { renamed } = known.get(document) ?? { renamed: rename(document, isTaken, schema) };
    known.set(document, { renamed });
    return renamed;
  };
}

function rename(document: DocumentNode, isTaken: IsTaken, schema: GraphQLSchema): Renamed | null {
  const names = new Map<string, string>();
  const prefix = prefixFor(document);
  const typeInfo = new TypeInfo(schema);
  const renamed = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(field) {
        const parent = typeInfo.getParentType();
        if (parent == null || !isTaken(field, parent)) return;
        const key = (field.alias ?? field.name).value;
        names.set(`${prefix}${key}`, key);
        return { ...field, alias: { kind: Kind.NAME, value: `${prefix}${key}` } };
      },
    }),
  );
  return names.size === 0 ? null : { document: renamed, names };
}

/** Nothing that the client asks for begins with it. */
function prefixFor(document: DocumentNode): string {
  const used: string[] = [];
  visit(document, { Field: ({ alias, name }) => void used.push((alias ?? name).value) });
  let prefix = 'called_';
  while (used.some((key) => key.startsWith(prefix))) prefix += '_';
  return prefix;
}

function sameIn(
  { definitions }: DocumentNode,
  { document, operation }: Parameters<Executor>[0],
): OperationDefinitionNode {
  return definitions[document.definitions.indexOf(operation)] as OperationDefinitionNode;
}

function restored(result: Result, names: ReadonlyMap<string, string>): Result {
  const completion = result.extensions?.['valueCompletion'];
  for (const error of [...(result.errors ?? []), ...(Array.isArray(completion) ? (completion as GraphQLError[]) : [])])
    if (error.path !== undefined) Object.assign(error, { path: pathUnder(error.path, names) });
  return result.data == null ? result : { ...result, data: valueUnder(result.data, names) as Record<string, unknown> };
}

function pathUnder(path: Path, names: ReadonlyMap<string, string>): Path {
  return path.map((step) => names.get(String(step)) ?? step);
}

/** Values of scalars that are objects are looked through as well: nothing in them has such names. */
function valueUnder(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => valueUnder(one, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [names.get(key) ?? key, valueUnder(inner, names)]),
  );
}
