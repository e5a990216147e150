import type { RequiredSelection } from './plan.ts';
import type { IsA } from './is-a.ts';

type Values = Record<string, unknown>;

/** Reads what a subgraph has to know of an object; null: the object does not have all of it. */
export type Represent = (source: unknown) => Values | null;

/** Adds a part to a representation; false: it is missing. */
type Part = (source: Values, representation: Values) => boolean;

export function compileRepresentation(selections: readonly RequiredSelection[], isA: IsA): Represent {
  const parts = selections.map((selection) => partOf(selection, isA));
  return (source) => {
    if (typeof source !== 'object' || source === null) return null;
    const representation: Values = {};
    return parts.every((part) => part(source as Values, representation)) ? representation : null;
  };
}

function partOf(selection: RequiredSelection, isA: IsA): Part {
  if (selection.kind === 'Field') {
    const { alias, name, selections } = selection;
    return fieldPart(alias ?? name, selections === undefined ? null : compileRepresentation(selections, isA));
  }
  const { selections, typeCondition } = selection;
  const inner = compileRepresentation(selections, isA);
  return (source, representation) => {
    // What an object of this type should have and does not is not sent; it may be known by another way.
    if (typeCondition !== undefined && isA(source.__typename, typeCondition)) add(representation, inner(source));
    return true;
  };
}

function fieldPart(key: string, inner: Represent | null): Part {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read);
    return inner === null ? value : inner(value);
  };
  return (source, representation) => {
    if (!Object.hasOwn(source, key) || source[key] === undefined) return false;
    representation[key] = read(source[key]);
    return true;
  };
}

function add(into: Values, more: Values | null): void {
  for (const [key, value] of Object.entries(more ?? {})) {
    const there = into[key];
    if (isObject(there) && isObject(value)) add(there, value);
    else into[key] = value;
  }
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
