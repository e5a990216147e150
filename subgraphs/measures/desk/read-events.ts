import type { CreditCode } from '../../../schema/credit-code.ts';
import type { Database, Queries } from '../../database/database.ts';
import type { MeasureEvent } from '../events.ts';
import type { Stretch } from './records.ts';

/** An event with its number in the history of its measure, from 1. */
export interface KeptEvent {
  readonly version: number;
  readonly event: MeasureEvent;
}

/** An event with its place in the feed. */
export interface FeedEvent extends KeptEvent {
  readonly position: number;
}

/** Whose events: of measures in which a department has a part, of one organisation, or of all. */
export type Watcher =
  | { readonly of: 'DEPARTMENT'; readonly department: string }
  | { readonly of: 'ORGANISATION'; readonly creditCode: CreditCode }
  | { readonly of: 'ALL' };

interface Row {
  measure_id: string;
  version: number;
  event: MeasureEvent;
  position: number;
}

export async function readEvents(
  queries: Queries,
  measureIds: readonly string[],
): Promise<ReadonlyMap<string, readonly KeptEvent[]>> {
  const rows = await queries.query<Row>(
    'SELECT measure_id, version, event FROM measure_events WHERE measure_id = ANY($1) ORDER BY measure_id, version',
    [measureIds],
  );
  return Map.groupBy(rows, (row) => row.measure_id);
}

// Any number that no other program takes as an advisory lock on this database.
const NUMBERING = 510_905;

/**
 * Transactions commit in another order than that in which they began, so that no number given while writing could be
 * read on from. What is committed and has no place yet gets the next ones here, by one reader at a time: a place once
 * read has nothing new ahead of it, ever. Clocks of two processes may differ; the events of a measure keep their order.
 */
export async function readFeed(
  database: Database,
  watcher: Watcher,
  { after, most }: Stretch<number>,
): Promise<readonly FeedEvent[]> {
  return database.transaction(async (queries) => {
    await queries.query('SELECT pg_advisory_xact_lock($1)', [NUMBERING]);
    await queries.query(
      `UPDATE measure_events e SET position = numbered.position
       FROM (SELECT measure_id, version, nextval('measure_event_positions') AS position
         FROM (SELECT measure_id, version, max(at) OVER (PARTITION BY measure_id ORDER BY version) AS by_then
           FROM measure_events WHERE position IS NULL ORDER BY by_then, measure_id, version) unnumbered
       ) numbered WHERE e.measure_id = numbered.measure_id AND e.version = numbered.version`,
    );
    return queries.query<Row>(
      `SELECT e.version, e.event, e.position FROM measure_events e
       WHERE e.position > $1
         AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM measure_parts p WHERE p.measure_id = e.measure_id AND p.department = $2))
         AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM measures m WHERE m.measure_id = e.measure_id AND m.credit_code = $3))
       ORDER BY e.position LIMIT $4`,
      [
        after ?? 0,
        watcher.of === 'DEPARTMENT' ? watcher.department : null,
        watcher.of === 'ORGANISATION' ? watcher.creditCode : null,
        most,
      ],
    );
  });
}
