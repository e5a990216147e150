import type { Queries } from '../database/database.ts';
import type { Group } from './group.ts';

/** Groups from one number to another, as far as they are there. */
export async function readGroups(queries: Queries, from: number, to: number): Promise<Group[]> {
  const rows = await queries.query<Omit<Group, 'leaves'> & { leaves: string }>(
    `SELECT number, month::text AS month, first_seq, last_seq, written_at, algorithm, encode(leaves, 'hex') AS leaves,
       root, previous, link, key_id, signature
     FROM disclosure_groups WHERE number BETWEEN $1 AND $2 ORDER BY number`,
    [from, to],
  );
  return rows.map((row) => ({ ...row, leaves: Buffer.from(row.leaves, 'hex') }));
}

/** Numbers of groups behind the end of the chain. */
export async function readBeyond(queries: Queries): Promise<number[]> {
  const rows = await queries.query<{ number: number }>(
    'SELECT number FROM disclosure_groups WHERE number > (SELECT number FROM disclosure_head) ORDER BY number',
  );
  return rows.map(({ number }) => number);
}

export interface Bounds {
  /** Of the last group before the range; 0: none. */
  readonly before: number;
  /** Of the first group after it; null: the range reaches the end. */
  readonly after: number | null;
}

/** Between which groups a range of instants lies. */
export async function findBounds(queries: Queries, from: string | null, until: string | null): Promise<Bounds> {
  const [found] = await queries.query<{ first: number | null; last: number | null; before: number; after: number }>(
    `SELECT min(number) FILTER (WHERE inside) AS first, max(number) FILTER (WHERE inside) AS last,
       max(number) FILTER (WHERE written_at < $1) AS before, min(number) FILTER (WHERE written_at >= $2) AS after
     FROM (SELECT number, written_at,
       ($1::timestamptz IS NULL OR written_at >= $1) AND ($2::timestamptz IS NULL OR written_at < $2) AS inside
       FROM disclosure_groups) AS g`,
    [from, until],
  );
  const { after = null, before = null, first = null, last = null } = found ?? {};
  return {
    before: from === null ? 0 : first === null ? (before ?? 0) : first - 1,
    after: until === null || after === null ? null : last === null ? after : last + 1,
  };
}
