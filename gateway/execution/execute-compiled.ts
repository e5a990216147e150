import { getOperationAST, Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Context } from '../client-request.ts';
import type { Executor } from '../execute-carefully.ts';
import {
  compileOperation,
  faultsOfVariables,
  type CompiledOperation,
  type CompiledResult,
} from './compile-operation.ts';
import { createIsA } from './is-a.ts';
import type { PlanReader } from './plan-reader.ts';
import type { Subgraph } from './run.ts';

export interface CompiledParts {
  /** Plans operations, and executes those that ask the schema about itself. */
  readonly library: Executor;
  readonly plans: PlanReader;
  readonly subgraphOf: (name: string) => Subgraph;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** With what clients do not see. */
  readonly supergraph: GraphQLSchema;
}

/** Characters of the operations that are kept compiled. */
const keptCharacters = 8 * 1024 * 1024;

type Compiled = CompiledOperation | 'library';
type ExecutorContext = Parameters<Executor>[0];
type Result = Awaited<ReturnType<Executor>>;

/**
 * Executes operations by the library's plans, but in a way of our own: each is compiled once, into the fetches that it
 * takes and the projection of what they bring. What it answers is what the library answers.
 */
export function createCompiledExecutor(parts: CompiledParts): Executor {
  const operations = new LRUCache<string, Promise<Compiled>>({ maxSize: keptCharacters });
  const compile = createCompiler(parts);
  const compiled = (context: ExecutorContext): Promise<Compiled> => {
    const key = `${context.queryHash} ${context.request.operationName ?? ''}`;
    const known = operations.get(key);
    if (known !== undefined) return known;
    const made = compile(context);
    operations.set(key, made, { size: context.source.length + 1 });
    made.catch(() => operations.delete(key));
    return made;
  };
  return async (context) => {
    const { document, request } = context;
    const operation = getOperationAST(document, request.operationName);
    const sent = request.variables ?? {};
    const faults = operation == null ? [] : faultsOfVariables(operation, parts.schema, sent);
    if (faults.length > 0) return { errors: faults };
    const execute = await compiled(context);
    if (execute === 'library') return parts.library(context);
    const client = (context.context as Context).request;
    return client.planOnly ? { data: null } : resultOf(await execute(sent, client));
  };
}

function createCompiler({ library, plans, schema, subgraphOf, supergraph }: CompiledParts) {
  const isA = createIsA(supergraph);
  return async (context: ExecutorContext): Promise<Compiled> => {
    const { document, request } = context;
    const plan = await plans.read(library, context);
    const operation = getOperationAST(document, request.operationName);
    if (operation == null || asksTheSchema(document)) return 'library';
    return compileOperation(plan, { document, operation, schema, isA, subgraphOf });
  };
}

function asksTheSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') asks = true;
    },
  });
  return asks;
}

function resultOf({ data, errors, faults }: CompiledResult): Result {
  return {
    data,
    ...(errors === undefined ? {} : { errors: errors as Result['errors'] & {} }),
    ...(faults === undefined ? {} : { extensions: { valueCompletion: faults } }),
  };
}
