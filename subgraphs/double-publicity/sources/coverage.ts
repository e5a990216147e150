import type { Queries } from '../../database/database.ts';
import { isConnected } from '../../register/department-state.ts';
import { isListed, publishedSets, type PublishedDepartment } from './published-department.ts';

/**
 * Why something of a department may be missing. NO_RECORD_SETS: no record set of it holds licences, penalties or
 * courts' lists, and what it decides is not seen here. NOT_CONNECTED. NOT_DELIVERED: some record sets never came.
 * NOT_ASKED: it can only be asked, and nobody has (PUBLICITY_SWEEP_HOURS). NOT_ANSWERED: it was asked, and never
 * answered. PARTLY_ANSWERED: not about every organisation.
 */
export type Gap =
  'NO_RECORD_SETS' | 'NOT_CONNECTED' | 'NOT_DELIVERED' | 'NOT_ASKED' | 'NOT_ANSWERED' | 'PARTLY_ANSWERED';

/** How much of a department's records can be listed at all: what is not known cannot be missed. */
export interface Coverage {
  readonly department: string;
  /**
   * LISTED: it delivers, or is mirrored, as a whole. ASKED: it was asked about known organisations, one by one.
   * NOT_LISTED: its records cannot be listed, or not all of them; `why` says for what reason.
   */
  readonly way: 'LISTED' | 'ASKED' | 'NOT_LISTED';
  /** Null: nothing that it is asked or delivers is missing. */
  readonly why: Gap | null;
  /** Record sets that never came, of a department that delivers or is mirrored. */
  readonly missing: readonly string[];
  /** Organisations about which it was asked, and of which it answered; null of those that are not asked. */
  readonly asked: number | null;
  readonly answered: number | null;
  /** As of when its oldest part holds, an ISO instant; null: nothing was ever answered. */
  readonly asOf: string | null;
}

const nothing = { missing: [], asked: null, answered: null, asOf: null } as const;

export async function coverageOf(queries: Queries, department: PublishedDepartment): Promise<Coverage> {
  if (publishedSets(department).length === 0)
    return { ...nothing, department: department.name, way: 'NOT_LISTED', why: 'NO_RECORD_SETS' };
  return isListed(department) ? coverageOfDelivered(queries, department) : coverageOfAsked(queries, department.name);
}

async function coverageOfDelivered(queries: Queries, department: PublishedDepartment): Promise<Coverage> {
  const { name } = department;
  const sets = publishedSets(department);
  const rows = await queries.query<{ record_set: string; answered_at: string }>(
    `SELECT record_set, to_char(answered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS answered_at
     FROM record_set_state WHERE department = $1 AND record_set = ANY($2) AND answered_at IS NOT NULL`,
    [name, sets],
  );
  const missing = sets.filter((set) => !rows.some(({ record_set }) => record_set === set));
  const asOf = rows.map(({ answered_at }) => answered_at).toSorted()[0] ?? null;
  if (missing.length === 0) return { ...nothing, department: name, way: 'LISTED', why: null, asOf };
  const why = (await isConnected(queries, name)) ? 'NOT_DELIVERED' : 'NOT_CONNECTED';
  return { ...nothing, department: name, way: 'NOT_LISTED', why, missing, asOf };
}

async function coverageOfAsked(queries: Queries, name: string): Promise<Coverage> {
  const [row] = await queries.query<{ asked: number; answered: number; as_of: string | null }>(
    `SELECT count(*)::int AS asked, count(answered_at)::int AS answered,
       to_char(min(answered_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS as_of
     FROM publicity_sweeps WHERE department = $1`,
    [name],
  );
  const { answered = 0, as_of: asOf = null, asked = 0 } = row ?? {};
  const found = { ...nothing, department: name, asked, answered, asOf };
  if (answered > 0) return { ...found, way: 'ASKED', why: answered < asked ? 'PARTLY_ANSWERED' : null };
  if (asked > 0) return { ...found, way: 'NOT_LISTED', why: 'NOT_ANSWERED' };
  const why = (await isConnected(queries, name)) ? 'NOT_ASKED' : 'NOT_CONNECTED';
  return { ...nothing, department: name, way: 'NOT_LISTED', why };
}
