import type { FetchNode } from './plan.ts';
import type { Answer } from '../sources/backend.ts';
import { gatherEntities, type Entities } from './entities.ts';
import type { IsA } from './is-a.ts';
import { locate, pathsAt } from './locate.ts';
import { merge } from './merge.ts';
import { compileRepresentation } from './representation.ts';
import { applyRewrites } from './rewrites.ts';
import type { Run, Subgraph } from './run.ts';
import { subgraphError } from './subgraph-error.ts';
import { placeAt, type PlanPath, type WrittenPlace } from './written-places.ts';

/** One step of a plan. */
export type Step = (run: Run) => Promise<void>;

export interface StepParts {
  readonly subgraphOf: (name: string) => Subgraph;
  readonly isA: IsA;
  /** Of the whole plan. */
  readonly places: WrittenPlace;
}

/** From so many objects on, an answer takes long to project. */
const many = 50;

/** Asks a subgraph once, about the objects at this path or for fields of them, and adds what it says to them. */
export function compileFetch(node: FetchNode, path: PlanPath, parts: StepParts): Step {
  const subgraph = parts.subgraphOf(node.serviceName);
  const add = compileAddition(node, path, parts);
  const gather = compileGathering(node, parts);
  const ask = async (run: Run, variables: Record<string, unknown>, entities: Entities | null) => {
    const fetch = { query: node.operation, operationName: node.operationName, variables };
    const answer = await subgraph.answer(fetch, run.request);
    tell(run, answer, { path, subgraph: node.serviceName, entities });
    return answer.data;
  };
  const step = async (run: Run) => {
    const objects = locate(run.root, path);
    if (objects.length >= many) run.isLarge = true;
    if (objects.length === 0) return;
    const variables = variablesOf(node, run);
    if (gather === null) {
      const data = await ask(run, variables, null);
      for (const object of objects) add(object, data);
      return;
    }
    const entities = gather(objects);
    const { owners, representations } = entities;
    if (representations.length === 0) return;
    if ('representations' in variables) throw new Error('an operation has a variable called "representations"');
    const data = await ask(run, { ...variables, representations }, entities);
    if (data == null) return;
    const said = data._entities;
    if (!Array.isArray(said) || said.length !== representations.length)
      throw new Error(`subgraph "${node.serviceName}" did not answer about each of those that it was asked about`);
    for (const [index, ofOne] of owners.entries()) for (const owner of ofOne) add(owner, said[index]);
  };
  return (run) => step(run).catch((error: unknown) => void run.errors.push(error as Error));
}

/** Adds what a subgraph said to an object of the answer. */
function compileAddition({ outputRewrites = [] }: FetchNode, path: PlanPath, { isA, places }: StepParts) {
  const place = placeAt(places, path);
  return (target: Record<string, unknown>, said: unknown): void => {
    if (typeof said !== 'object' || said === null) return;
    const own = outputRewrites.length === 0 ? said : structuredClone(said);
    applyRewrites(outputRewrites, own, isA);
    if (isNameless(own) && target.__typename !== undefined)
      return merge(target, { ...own, __typename: undefined }, place);
    merge(target, own as Record<string, unknown>, place);
  };
}

/** Its type is then what it was asked about as. */
function isNameless(said: object): boolean {
  return '__typename' in said && !said.__typename;
}

/** null: the fetch is not about known objects. */
function compileGathering({ inputRewrites = [], requires }: FetchNode, { isA }: StepParts) {
  if (requires === undefined) return null;
  const represent = compileRepresentation(requires, isA);
  return (objects: readonly Record<string, unknown>[]): Entities =>
    gatherEntities(objects, (object) => {
      const representation = represent(object);
      if (representation?.__typename) applyRewrites(inputRewrites, representation, isA);
      return representation;
    });
}

function variablesOf({ variableUsages = [] }: FetchNode, { sent }: Run): Record<string, unknown> {
  const given = variableUsages.filter((name) => Object.hasOwn(sent, name) && sent[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, sent[name]]));
}

interface Asked {
  readonly path: PlanPath;
  readonly subgraph: string;
  /** null: it was not asked about known objects. */
  readonly entities: Entities | null;
}

/** Errors that name one of those that were asked about stand at each place at which it stands. */
function tell(run: Run, { errors = [] }: Answer, { entities, path, subgraph }: Asked): void {
  if (errors.length === 0) return;
  const paths = entities === null ? null : pathsAt(run.root, path);
  for (const error of errors) {
    const [, index, ...rest] = error.path ?? [];
    if (entities === null || typeof index !== 'number') {
      run.errors.push(subgraphError(error, subgraph, error.path && [...path, ...error.path]));
      continue;
    }
    const owners = entities.owners[index] ?? [undefined];
    for (const owner of owners) {
      const at = (owner && paths!.get(owner)) ?? [];
      run.errors.push(subgraphError(error, subgraph, [...at, ...rest]));
    }
  }
}
