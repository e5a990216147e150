import type { Queries } from '../database/database.ts';
import { columnList, columns, type KeptEntry } from './kept-entry.ts';
import type { Group, Head } from './group.ts';

const types = columns.map(([name, type]) => `${name} ${type}`).join(', ');

/**
 * One statement, which is one transaction: moving the head from where this process believes it to be is the lock on
 * the chain, and entries and group are written only when it was there.
 */
const commit = `
  WITH head AS (
    UPDATE disclosure_head SET number = $2, seq = $3, link = $4 WHERE number = $1 AND link = $5 RETURNING 1
  ), entries AS (
    INSERT INTO disclosures (${columnList}) SELECT ${columnList} FROM head, jsonb_to_recordset($6::jsonb) AS entry(${types})
  ), sealed AS (
    INSERT INTO disclosure_groups
      (number, month, first_seq, last_seq, written_at, algorithm, leaves, root, previous, link, key_id, signature)
    SELECT $2, $7::date, $8::bigint, $3, $9::timestamptz, $10, decode($11, 'hex'), $12, $5, $4, $13, $14 FROM head
  )
  SELECT 1 FROM head`;

/** false: another process has written meanwhile, and nothing was written here. */
export async function commitGroup(queries: Queries, group: Group, entries: readonly KeptEntry[]): Promise<boolean> {
  const written = await queries.query(commit, [
    group.number - 1,
    group.number,
    group.last_seq,
    group.link,
    group.previous,
    JSON.stringify(entries),
    group.month,
    group.first_seq,
    group.written_at,
    group.algorithm,
    group.leaves.toString('hex'),
    group.root,
    group.key_id,
    group.signature,
  ]);
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
