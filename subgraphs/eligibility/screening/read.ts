import { rightsOf } from '../../../schema/access/rights.ts';
import type { Sight } from '../../../schema/access/row-access.ts';
import { readCaller, type CallerClaims } from '../../../schema/read-caller.ts';
import type { DepartmentWait } from '../../../schema/screening-work.ts';
import type { Queries } from '../../database/database.ts';
import { reasonsFor, type WithheldRows } from '../for-caller.ts';
import type { Outcome } from '../verdict/verdict.ts';

export interface ScreeningKept {
  readonly id: string;
  readonly callerId: string;
  /** Which records whoever handed it in may be shown. */
  readonly sight: Sight;
  readonly matter: string;
  readonly on: string;
  readonly createdAt: string;
  readonly state: 'RUNNING' | 'CANCELLED' | 'DONE';
  readonly of: number;
  readonly done: number;
  readonly failed: number;
  readonly waitingFor: readonly DepartmentWait[];
}

interface Row {
  caller_id: string;
  caller: CallerClaims;
  matter: string;
  asked_on: string;
  created_at: string;
  cancelled_at: string | null;
  waiting: DepartmentWait[];
  of: number;
  done: number;
  failed: number;
}

export async function findScreening(queries: Queries, id: string): Promise<ScreeningKept | null> {
  const [row] = await queries.query<Row>(
    `SELECT s.caller_id, s.caller, s.matter, s.asked_on, s.created_at, s.cancelled_at, s.waiting, count(*)::int AS of,
       count(*) FILTER (WHERE i.state = 'DECIDED')::int AS done, count(*) FILTER (WHERE i.state = 'FAILED')::int AS failed
     FROM screenings s JOIN screening_items i USING (job_id) WHERE job_id = $1 GROUP BY s.job_id`,
    [id],
  );
  if (row === undefined) return null;
  const { cancelled_at: cancelledAt, done, failed, of } = row;
  const isDone = done + failed === of;
  return {
    id,
    callerId: row.caller_id,
    sight: sightOf(row.caller),
    matter: row.matter,
    on: row.asked_on,
    createdAt: row.created_at,
    state: isDone ? 'DONE' : cancelledAt === null ? 'RUNNING' : 'CANCELLED',
    of,
    done,
    failed,
    waitingFor: isDone ? [] : row.waiting,
  };
}

/** By the role in which it was handed in; claims that name nobody any more may be shown what is public. */
function sightOf(claims: CallerClaims): Sight {
  const read = readCaller(claims);
  const { levels, rights } = rightsOf(read.ok ? read.caller : null, true);
  return { levels: [...levels], rights: [...rights] };
}

export interface ScreeningResult {
  readonly position: number;
  readonly creditCode: string;
  readonly state: string;
  readonly verdict: string | null;
  /** Kinds of the reasons that speak for the verdict, of records that may be shown. */
  readonly reasons: readonly string[];
  /** Records of further ones, by department. */
  readonly withheld: readonly WithheldRows[];
  readonly receipt: string | null;
  readonly decidedAt: string | null;
  readonly fault: string | null;
}

interface ResultRow {
  position: number;
  credit_code: string;
  state: string;
  receipt: string | null;
  fault: string | null;
  outcome: string | null;
  decided_at: string | null;
}

/** Results behind a position, in order, as far as somebody may see them. */
export async function readResults(
  queries: Queries,
  id: string,
  { after, most, sight }: { readonly after: number; readonly most: number; readonly sight: Sight },
): Promise<ScreeningResult[]> {
  const rows = await queries.query<ResultRow>(
    `SELECT i.position, i.credit_code, i.state, i.receipt, i.fault, d.outcome, d.decided_at
     FROM screening_items i LEFT JOIN green_channel_decisions d USING (receipt)
     WHERE i.job_id = $1 AND i.position > $2 ORDER BY i.position LIMIT $3`,
    [id, after, most],
  );
  return rows.map((row) => {
    const outcome = row.outcome === null ? null : (JSON.parse(row.outcome) as Outcome);
    const speaking = (outcome?.reasons ?? []).filter(({ speaksFor }) => speaksFor === outcome?.verdict);
    const { shown, withheld } = reasonsFor(speaking, sight);
    return {
      position: row.position,
      creditCode: row.credit_code,
      state: row.state,
      verdict: outcome?.verdict ?? null,
      reasons: [...new Set(shown.map(({ kind }) => kind))],
      withheld,
      receipt: row.receipt,
      decidedAt: row.decided_at,
      fault: row.fault,
    };
  });
}
