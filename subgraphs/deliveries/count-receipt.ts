import type { Delivery } from '../connector/protocol.ts';
import type { Queries } from '../database/database.ts';

export interface Receipt {
  readonly department: string;
  readonly delivery: Delivery;
  readonly counts: Readonly<Record<string, number>>;
  readonly atMs: number;
}

/**
 * Counts what was received, once for each version of a delivery: read again by a newer connector, the same file has not
 * been received again. The row in `deliveries` says only how the newest version was read; this one stays.
 */
export async function countReceipt(queries: Queries, { atMs, counts, delivery, department }: Receipt): Promise<void> {
  const { digest, kind, name, order, recordSet } = delivery;
  await queries.query(
    `INSERT INTO delivery_receipts (department, record_set, name, digest, kind, position, received_at, counts)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8::jsonb
     WHERE $4 IS DISTINCT FROM (SELECT digest FROM delivery_receipts WHERE department = $1 AND record_set = $2 AND name = $3
       ORDER BY receipt_id DESC LIMIT 1)`,
    [department, recordSet, name, digest, kind, order, new Date(atMs).toISOString(), JSON.stringify(counts)],
  );
}
