import { LRUCache } from 'lru-cache';
import type { Marks } from '../../schema/access/marks.ts';
import type { PlannedFetch } from '../execution/run.ts';
import type { FetchSchema } from '../sources/fetch-schema.ts';
import { readShape, type FetchShape } from './fetch-shape.ts';

export interface ShapesParts {
  readonly subgraph: string;
  readonly fetchSchema: () => FetchSchema;
  readonly marks: Marks | null;
  readonly restrictedToo: boolean;
}

/** Characters of fetches whose shapes are known. */
const keptCharacters = 8 * 1024 * 1024;
const mostIds = 10_000;

/** Reads the shapes of a subgraph's fetches, each text once. */
export function createShapes({ fetchSchema, ...around }: ShapesParts): (fetch: PlannedFetch) => FetchShape | null {
  const shapes = new LRUCache<string, { readonly shape: FetchShape | null }>({
    maxSize: keptCharacters,
    sizeCalculation: (_, query) => query.length + 1,
  });
  const ids = new LRUCache<string, string>({ max: mostIds });
  let last = 0;
  /** Plans call what they fetch after the client's operation; the name says nothing. */
  const idOf = ({ operationName, query }: PlannedFetch): string => {
    const text = operationName === undefined ? query : query.replace(operationName, '');
    const id = ids.get(text) ?? `${around.subgraph} ${(last += 1)}`;
    ids.set(text, id);
    return id;
  };
  return (fetch) => {
    const known = shapes.get(fetch.query);
    if (known !== undefined) return known.shape;
    const read = readShape(fetch.query, fetch.operationName, { ...around, fetchSchema: fetchSchema() });
    const shape = read === null ? null : { ...read, id: idOf(fetch) };
    shapes.set(fetch.query, { shape });
    return shape;
  };
}
