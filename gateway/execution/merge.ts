import { isRecord } from '../sources/read-answer.ts';
import { setField } from './set-field.ts';
import type { WrittenPlace } from './written-places.ts';

type Values = Record<string, unknown>;

/** Puts what a subgraph said into an object that is ours to write to. `source` itself is never written to. */
export function merge(target: Values, source: Readonly<Values>, place: WrittenPlace): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    const inside = place.inside.get(key);
    const there = Object.hasOwn(target, key) ? target[key] : undefined;
    if (inside === undefined) setField(target, key, both(there, value));
    else setField(target, key, put(there, value, inside));
  }
}

/** What was said before and what is said now of a place to which later fetches write. */
function put(there: unknown, value: unknown, place: WrittenPlace): unknown {
  if (isRecord(value)) {
    const target = isRecord(there) ? there : {};
    merge(target, value, place);
    return target;
  }
  if (!Array.isArray(value)) return value;
  const inside = place.inside.get('@') ?? place;
  const known: readonly unknown[] = Array.isArray(there) && there.length === value.length ? there : [];
  return value.map((one, index) => put(known[index], one, inside));
}

/** What was said before and what is said now of the same, without changing either. */
function both(there: unknown, value: unknown): unknown {
  if (isRecord(there) && isRecord(value)) {
    const all: Values = { ...there };
    for (const key of Object.keys(value))
      if (value[key] !== undefined)
        setField(all, key, both(Object.hasOwn(there, key) ? there[key] : undefined, value[key]));
    return all;
  }
  if (Array.isArray(there) && Array.isArray(value) && there.length === value.length)
    return value.map((one, index) => both(there[index] as unknown, one));
  return value;
}
