import type { Queries } from '../database/database.ts';

/** What an upload changes in what its department states, in records. */
export interface Difference {
  readonly created: number;
  readonly changed: number;
  /** No longer stated. */
  readonly ended: number;
}

/** Digests of what a department states, by record set and record. */
export type Stated = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What a department states at this moment. The row in which something stands is nothing that it says. */
export async function readStated(queries: Queries, department: string): Promise<Stated> {
  const rows = await queries.query<{ record_set: string; record_key: string; said: string }>(
    `SELECT record_set, record_key, md5((fact - 'rowRef')::text) AS said FROM delivered_facts
     WHERE department = $1 AND ended IS NULL`,
    [department],
  );
  const sets = new Map<string, Map<string, string>>();
  for (const { record_key: key, record_set: set, said } of rows)
    sets.set(set, (sets.get(set) ?? new Map<string, string>()).set(key, said));
  return sets;
}

export function differenceOf(before: Stated, after: Stated, recordSet: string): Difference {
  const [was, is] = [before.get(recordSet) ?? nothing, after.get(recordSet) ?? nothing];
  const count = (of: ReadonlyMap<string, string>, test: (key: string, said: string) => boolean) =>
    [...of].filter(([key, said]) => test(key, said)).length;
  return {
    created: count(is, (key) => !was.has(key)),
    changed: count(is, (key, said) => was.has(key) && was.get(key) !== said),
    ended: count(was, (key) => !is.has(key)),
  };
}

const nothing: ReadonlyMap<string, string> = new Map();
