import type { Queries } from '../database/database.ts';

/** A kept row as the department's operator sees it: why it is kept, and what it says, personal data gone. */
export interface QueuedRow {
  readonly queue: 'quarantine' | 'unlinked';
  readonly recordSet: string;
  readonly rowRef: string;
  readonly reason: string;
  readonly detail: string | null;
  readonly name: string | null;
  readonly source: string;
  readonly firstSeenAt: string;
  readonly cells: Readonly<Record<string, unknown>>;
}

/** The queues of one department, unreadable rows first. */
export function readQueues(queries: Queries, department: string): Promise<QueuedRow[]> {
  return queries.query<QueuedRow & Record<string, unknown>>(
    `SELECT 'quarantine' AS queue, record_set AS "recordSet", row_ref AS "rowRef", reason, detail, name, source, first_seen_at AS "firstSeenAt", row->'cells' AS cells
     FROM quarantine WHERE department = $1
     UNION ALL
     SELECT 'unlinked', record_set, row_ref, reason, NULL, name, source, first_seen_at, row->'cells' FROM unlinked WHERE department = $1
     ORDER BY 1, 2, 3`,
    [department],
  );
}
