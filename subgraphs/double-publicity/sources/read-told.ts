import type { Queries } from '../../database/database.ts';
import { untold, type Sent, type Told } from '../duty/duty.ts';

export interface ToldRow extends Told {
  /** Digest of the newest publication: whether the record has changed since. */
  readonly digest: string | null;
}

const nothing: ToldRow = { ...untold, digest: null };

/** The newest publication of each record, and its withdrawal if that came later. */
export async function readTold(queries: Queries, recordIds: readonly string[]): Promise<(id: string) => ToldRow> {
  if (recordIds.length === 0) return () => nothing;
  const rows = await queries.query<Row>(
    `SELECT r.record_id, r.part, r.package_id, r.state, r.reason, r.digest, r.answered_on::text AS answered_on
     FROM publicity_rows r JOIN publicity_packages p USING (package_id)
     WHERE r.record_id = ANY($1) ORDER BY p.day, r.part = 'WITHDRAWAL'`,
    [recordIds],
  );
  const told = new Map<string, ToldRow>();
  for (const row of rows) {
    told.set(row.record_id, after(told.get(row.record_id) ?? nothing, row));
  }
  return (id) => told.get(id) ?? nothing;
}

function after(before: ToldRow, row: Row): ToldRow {
  if (row.part === 'WITHDRAWAL') return { ...before, withdrawal: sentOf(row) };
  const publishedOn = before.publishedOn ?? (row.state === 'ACCEPTED' ? row.answered_on : null);
  return { publication: sentOf(row), withdrawal: null, publishedOn, digest: row.digest };
}

interface Row {
  readonly record_id: string;
  readonly part: string;
  readonly package_id: string;
  readonly state: Sent['state'];
  readonly reason: string | null;
  readonly digest: string;
  readonly answered_on: string | null;
}

function sentOf({ answered_on, package_id, reason, state }: Row): Sent {
  return { packageId: package_id, state, reason, answeredOn: answered_on };
}
