import type { Rewrite } from './plan.ts';
import type { IsA } from './is-a.ts';
import { setField } from './set-field.ts';

type Values = Record<string, unknown>;

const onType = '... on ';

/** Changes values, in place, as a plan says: what it asks under names of its own gets those that belong there. */
export function applyRewrites(rewrites: readonly Rewrite[], value: unknown, isA: IsA): void {
  for (const rewrite of rewrites) {
    const way = { path: rewrite.path.slice(0, -1), isA };
    const field = rewrite.path.at(-1);
    if (field !== undefined) visit(value, way, (found) => rewriteField(found, field, rewrite));
  }
}

interface Way {
  readonly path: readonly string[];
  readonly isA: IsA;
}

function visit(value: unknown, { isA, path }: Way, act: (found: Values) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, { isA, path }, act);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const [step, ...rest] = path;
  const found = value as Values;
  if (step === undefined) return act(found);
  if (!step.startsWith(onType)) {
    if (Object.hasOwn(found, step)) visit(found[step], { isA, path: rest }, act);
    return;
  }
  const type = found.__typename;
  if (!type || isA(type, step.slice(onType.length))) visit(found, { isA, path: rest }, act);
}

function rewriteField(found: Values, field: string, rewrite: Rewrite): void {
  if (rewrite.kind === 'ValueSetter') {
    setField(found, field, rewrite.setValueTo);
    return;
  }
  const value = Object.hasOwn(found, field) ? found[field] : undefined;
  if (!value) return;
  setField(found, rewrite.renameKeyTo, value);
  setField(found, field, undefined);
}
