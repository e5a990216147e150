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
  const place = placeAt(parts.places, path);
  const fetch = { query: node.operation, operationName: node.operationName };
  const represent = node.requires === undefined ? null : compileRepresentation(node.requires, parts.isA);
  const { inputRewrites = [], outputRewrites = [] } = node;
  const add = (target: Record<string, unknown>, said: unknown) => {
    if (typeof said !== 'object' || said === null) return;
    const own = outputRewrites.length === 0 ? said : structuredClone(said);
    applyRewrites(outputRewrites, own, parts.isA);
    merge(target, own as Record<string, unknown>, place);
  };
  const step = async (run: Run) => {
    const objects = locate(run.root, path);
    if (objects.length >= many) run.isLarge = true;
    if (objects.length === 0) return;
    const variables = variablesOf(node, run);
    if (represent === null) {
      const answer = await subgraph.answer({ ...fetch, variables }, run.request);
      tell(run, answer, { path, subgraph: node.serviceName });
      for (const object of objects) add(object, answer.data);
      return;
    }
    const entities = gatherEntities(objects, (object) => {
      const representation = represent(object);
      if (representation?.__typename) applyRewrites(inputRewrites, representation, parts.isA);
      return representation;
    });
    if (entities.representations.length === 0) return;
    if ('representations' in variables) throw new Error('an operation has a variable called "representations"');
    variables.representations = entities.representations;
    const answer = await subgraph.answer({ ...fetch, variables }, run.request);
    tell(run, answer, { path, subgraph: node.serviceName, entities });
    if (answer.data == null) return;
    const said = answer.data._entities;
    if (!Array.isArray(said) || said.length !== entities.representations.length)
      throw new Error(`subgraph "${node.serviceName}" did not answer about each of those that it was asked about`);
    for (const [index, owners] of entities.owners.entries()) for (const owner of owners) add(owner, said[index]);
  };
  return (run) => step(run).catch((error: unknown) => void run.errors.push(error as Error));
}

function variablesOf({ variableUsages = [] }: FetchNode, { sent }: Run): Record<string, unknown> {
  const given = variableUsages.filter((name) => Object.hasOwn(sent, name) && sent[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, sent[name]]));
}

interface Asked {
  readonly path: PlanPath;
  readonly subgraph: string;
  readonly entities?: Entities;
}

/** Errors that name one of those that were asked about stand at each place at which it stands. */
function tell(run: Run, { errors = [] }: Answer, { entities, path, subgraph }: Asked): void {
  if (errors.length === 0) return;
  const paths = entities === undefined ? null : pathsAt(run.root, path);
  for (const error of errors) {
    const [, index, ...rest] = error.path ?? [];
    if (entities === undefined || typeof index !== 'number') {
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
