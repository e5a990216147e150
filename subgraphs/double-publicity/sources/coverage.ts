import type { Queries } from '../../database/database.ts';
import { isListed, publishedSets, type PublishedDepartment } from './published-department.ts';

/** How much of a department's records can be listed at all: what is not known cannot be missed. */
export interface Coverage {
  readonly department: string;
  /**
   * LISTED: it delivers, or is mirrored, as a whole. ASKED: it was asked about known organisations, one by one.
   * NOT_LISTED: it can only be asked, and nobody has, or it is not connected.
   */
  readonly way: 'LISTED' | 'ASKED' | 'NOT_LISTED';
  /** Organisations about which it was asked, and of which it answered; null unless ASKED. */
  readonly asked: number | null;
  readonly answered: number | null;
  /** As of when its oldest part holds, an ISO instant; null: nothing was ever answered. */
  readonly asOf: string | null;
}

export async function coverageOf(queries: Queries, department: PublishedDepartment): Promise<Coverage> {
  const { name } = department;
  if (isListed(department)) {
    const sets = publishedSets(department);
    const rows = await queries.query<{ answered_at: string | null }>(
      `SELECT to_char(answered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS answered_at
       FROM record_set_state WHERE department = $1 AND record_set = ANY($2)`,
      [name, sets],
    );
    const answered = rows.flatMap((row) => row.answered_at ?? []);
    const whole = sets.length > 0 && answered.length === sets.length;
    const asOf = answered.toSorted()[0] ?? null;
    return { department: name, way: whole ? 'LISTED' : 'NOT_LISTED', asked: null, answered: null, asOf };
  }
  const [row] = await queries.query<{ asked: number; answered: number; as_of: string | null }>(
    `SELECT count(*)::int AS asked, count(answered_at)::int AS answered,
       to_char(min(answered_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS as_of
     FROM publicity_sweeps WHERE department = $1`,
    [name],
  );
  const { answered = 0, as_of = null, asked = 0 } = row ?? {};
  if (answered === 0) return { department: name, way: 'NOT_LISTED', asked: null, answered: null, asOf: null };
  return { department: name, way: 'ASKED', asked, answered, asOf: as_of };
}
