import type { QueryPlan, PlanNode } from './plan.ts';
import {
  getVariableValues,
  valueFromASTUntyped,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { ClientRequest } from '../client-request.ts';
import type { Variables } from './conditions.ts';
import type { IsA } from './is-a.ts';
import { compileProjection, type ProjectionParts } from './compile-projection.ts';
import { compileStep } from './plan-steps.ts';
import { failed, type Projecting, type Projector } from './projecting.ts';
import type { Run, Subgraph } from './run.ts';
import { writtenPlaces } from './written-places.ts';

export interface CompiledResult {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly Error[];
  /** What the schema does not allow in what subgraphs said, where they reported no error of their own. */
  readonly faults?: readonly Error[];
}

/** What has to be done for one operation, made once from its plan. */
export type CompiledOperation = (sent: Variables, request: ClientRequest) => Promise<CompiledResult>;

export interface OperationParts extends ProjectionParts {
  readonly isA: IsA;
  readonly subgraphOf: (name: string) => Subgraph;
}

export function compileOperation(plan: QueryPlan, parts: OperationParts): CompiledOperation {
  const { isA, operation, subgraphOf } = parts;
  const node = plan.node as PlanNode | undefined;
  const places = node === undefined ? { inside: new Map() } : writtenPlaces(node);
  const step = compileStep(node, [], { isA, places, subgraphOf });
  const projectorFor = compileProjection(parts);
  const defaults = defaultsOf(operation);
  return async (sent, request) => {
    const run: Run = { request, sent, variables: { ...defaults, ...sent }, root: {}, errors: [], isLarge: false };
    await step(run);
    const { data, faults } = await project(projectorFor(run.variables), run);
    if (run.errors.length > 0) return { data, errors: run.errors };
    return faults.length === 0 ? { data } : { data, faults };
  };
}

async function project(projector: Projector, { isLarge, root }: Run) {
  const projecting: Projecting = { path: [], errors: [], prepared: new Map() };
  if (isLarge) await projector.prepare!(root, projecting);
  const data = projector.project(root, projecting);
  return { data: data === failed ? null : (data as Record<string, unknown>), faults: projecting.errors };
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ defaultValue, variable }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
}

/** Why the values of an operation's variables do not fit; empty: they do. */
export function faultsOfVariables(
  { variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
  sent: Variables,
): readonly GraphQLError[] {
  return variableDefinitions.length === 0 ? [] : (getVariableValues(schema, variableDefinitions, sent).errors ?? []);
}
