import type { Queries } from '../database/database.ts';
import { contentColumns } from './content.ts';
import { entryColumns } from './entry.ts';
import type { Group, Head } from './group.ts';

/** What stands at a place of a JSON list, as its column's type. */
function read([, type]: readonly [string, string], list: string, at: number): string {
  if (type === 'jsonb') return `${list}->${at}`;
  if (type === 'text[]') return `ARRAY(SELECT jsonb_array_elements_text(${list}->${at}))`;
  return type === 'text' ? `${list}->>${at}` : `(${list}->>${at})::${type}`;
}

const entryNames = entryColumns.map(([name]) => name).join(', ');
const entryValues = entryColumns.map((column, at) => read(column, 'entry', at)).join(', ');
const contentNames = contentColumns.map(([name]) => name).join(', ');
const contentValues = contentColumns.map((column, at) => read(column, 'content', at + 1)).join(', ');

/**
 * One statement, which is one transaction: moving the head from where this process believes it to be is the lock on
 * the chain, and contents, entries and group are written only when it was there.
 */
const commit = `
  WITH head AS (
    UPDATE disclosure_head SET number = $2, seq = $3, link = $4 WHERE number = $1 AND link = $5 RETURNING 1
  ), contents AS (
    INSERT INTO disclosure_contents (month, content, ${contentNames})
    SELECT $7::date, content->>0, ${contentValues} FROM head, jsonb_array_elements($15::jsonb) AS content
    ON CONFLICT DO NOTHING
  ), entries AS (
    INSERT INTO disclosure_entries (${entryNames})
    SELECT ${entryValues} FROM head, jsonb_array_elements($6::jsonb) AS entry
  ), sealed AS (
    INSERT INTO disclosure_groups
      (number, month, first_seq, last_seq, written_at, algorithm, leaves, root, previous, link, key_id, signature)
    SELECT $2, $7::date, $8::bigint, $3, $9::timestamptz, $10, decode($11, 'hex'), $12, $5, $4, $13, $14 FROM head
  )
  SELECT 1 FROM head`;

/** JSON lists, as texts. */
export interface Rows {
  readonly entries: readonly string[];
  readonly contents: readonly string[];
}

/** false: another process has written meanwhile, and nothing was written here. */
export async function commitGroup(queries: Queries, group: Group, { contents, entries }: Rows): Promise<boolean> {
  const values = [
    group.number - 1,
    group.number,
    group.last_seq,
    group.link,
    group.previous,
    `[${entries.join(',')}]`,
    group.month,
    group.first_seq,
    group.written_at,
    group.algorithm,
    group.leaves.toString('hex'),
    group.root,
    group.key_id,
    group.signature,
    `[${contents.join(',')}]`,
  ];
  const written = await queries.query(commit, values, 'commit a group of disclosures');
  return written.length > 0;
}

export async function readHead(queries: Queries, lock = false): Promise<Head> {
  const [head] = await queries.query<{ number: number; seq: number; link: string }>(
    `SELECT number, seq, link FROM disclosure_head${lock ? ' FOR UPDATE' : ''}`,
  );
  if (head === undefined) throw new Error('the head of the log of disclosures is missing');
  return head;
}

/** Organisations of measures. */
export async function codesOfMeasures(
  queries: Queries,
  measures: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (measures.length === 0) return new Map();
  const rows = await queries.query<{ measure_id: string; credit_code: string }>(
    'SELECT measure_id, credit_code FROM measures WHERE measure_id = ANY($1)',
    [measures],
  );
  return new Map(rows.map(({ credit_code, measure_id }) => [measure_id, credit_code]));
}

/** Whether a chain that ended there once still holds it: it was only added to since. */
export async function holds(queries: Queries, { link, number }: Head): Promise<boolean> {
  const found = await queries.query('SELECT 1 FROM disclosure_groups WHERE number = $1 AND link = $2', [number, link]);
  return found.length > 0;
}
