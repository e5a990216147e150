import { isRecord } from '../sources/read-answer.ts';
import type { PlanPath } from './written-places.ts';

type Values = Record<string, unknown>;
export type AnswerPath = readonly (string | number)[];

/** The objects at a path of the plan, in order. */
export function locate(root: Values, path: PlanPath): Values[] {
  const found: Values[] = [];
  visit(root, { path, at: 0 }, (value) => void found.push(value));
  return found;
}

/** Where in the answer each object at a path of the plan stands. */
export function pathsAt(root: Values, path: PlanPath): ReadonlyMap<Values, AnswerPath> {
  const found = new Map<Values, AnswerPath>();
  visit(root, { path, at: 0, trail: [] }, (value, trail) => void found.set(value, trail));
  return found;
}

interface Way {
  readonly path: PlanPath;
  readonly at: number;
  /** Kept only where it is asked for. */
  readonly trail?: AnswerPath;
}

function visit(value: unknown, way: Way, see: (value: Values, trail: AnswerPath) => void): void {
  const { at, path, trail } = way;
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const [index, one] of value.entries()) visit(one, { path, at: next, ...further(trail, index) }, see);
    return;
  }
  if (!isRecord(value)) return;
  if (at === path.length) return see(value, trail ?? []);
  const key = String(path[at]);
  if (Object.hasOwn(value, key)) visit(value[key], { path, at: at + 1, ...further(trail, key) }, see);
}

function further(trail: AnswerPath | undefined, step: string | number): { trail?: AnswerPath } {
  return trail === undefined ? {} : { trail: [...trail, step] };
}
