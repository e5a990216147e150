import type { PlanNode } from './plan.ts';

export type PlanPath = readonly (string | number)[];

/**
 * Where a plan's fetches write: objects at which one begins and those on the way to them, by key, '@' for each of a
 * list. What lies elsewhere is written once and may be shared; what lies here is copied before it is written to.
 */
export interface WrittenPlace {
  readonly inside: Map<string, WrittenPlace>;
}

export function writtenPlaces(plan: PlanNode): WrittenPlace {
  const root: WrittenPlace = { inside: new Map() };
  const walk = (node: PlanNode | undefined, path: PlanPath): void => {
    if (node === undefined) return;
    if (node.kind === 'Sequence' || node.kind === 'Parallel') for (const one of node.nodes) walk(one, path);
    if (node.kind === 'Flatten') walk(node.node, [...path, ...node.path]);
    if (node.kind === 'Condition') for (const one of [node.ifClause, node.elseClause]) walk(one, path);
    if (node.kind === 'Fetch') placeAt(root, path);
  };
  walk(plan, []);
  return root;
}

/** Makes the places on the way that are not there yet. */
export function placeAt(root: WrittenPlace, path: PlanPath): WrittenPlace {
  let place = root;
  for (const step of path) {
    const next = place.inside.get(String(step)) ?? { inside: new Map() };
    place.inside.set(String(step), next);
    place = next;
  }
  return place;
}
