import type { CallerClaims } from '../../../schema/read-caller.ts';
import type {
  ScreeningClaim,
  ScreeningOutcome,
  ScreeningPause,
  ScreeningReport,
} from '../../../schema/screening-work.ts';
import type { Database, Queries } from '../../database/database.ts';

/**
 * How long what is taken up is left to who did. Whoever dies leaves its organisations to others after this; whoever is
 * slower decides nothing twice, for a decision has one key.
 */
const leaseMs = 15_000;
const mostAttempts = 8;
const againAfterMs = 30_000;

interface Job {
  job_id: string;
  caller: CallerClaims;
  matter: string;
  asked_on: string;
}

interface Pending {
  position: number;
  credit_code: string;
  held_ms: number | null;
}

/**
 * Takes up organisations of the oldest batch that has any to be taken. Only the first `most` undecided ones of a batch are
 * open at once: its departments then go ahead at the pace of the slowest, and nothing that was asked grows old.
 */
export async function claimScreening(
  database: Database,
  { most, nowMs }: { readonly most: number; readonly nowMs: number },
): Promise<ScreeningClaim | ScreeningPause> {
  return database.transaction(async (queries) => {
    const jobs = await queries.query<Job>(
      `SELECT job_id, caller, matter, asked_on FROM screenings s WHERE cancelled_at IS NULL
         AND EXISTS (SELECT 1 FROM screening_items i WHERE i.job_id = s.job_id AND i.state = 'PENDING')
       ORDER BY created_at, job_id FOR UPDATE`,
    );
    let nextAtMs: number | null = null;
    for (const job of jobs) {
      const pending = await pendingOf(queries, job.job_id, most);
      const free = pending.filter(({ held_ms: heldMs }) => heldMs === null || heldMs <= nowMs);
      if (free.length > 0) return await hold(queries, job, free, nowMs);
      nextAtMs = Math.min(nextAtMs ?? Number.POSITIVE_INFINITY, ...pending.map(({ held_ms: heldMs }) => heldMs!));
    }
    return { nextAtMs };
  });
}

function pendingOf(queries: Queries, jobId: string, most: number): Promise<Pending[]> {
  return queries.query<Pending>(
    `SELECT position, credit_code, (extract(epoch FROM held_until) * 1000)::float8 AS held_ms FROM screening_items
     WHERE job_id = $1 AND state = 'PENDING' ORDER BY position LIMIT $2`,
    [jobId, most],
  );
}

async function hold(queries: Queries, job: Job, free: readonly Pending[], nowMs: number): Promise<ScreeningClaim> {
  await queries.query(
    `UPDATE screening_items SET held_until = to_timestamp($3::float8 / 1000)
     WHERE job_id = $1 AND position = ANY($2::int[])`,
    [job.job_id, free.map(({ position }) => position), nowMs + leaseMs],
  );
  return {
    jobId: job.job_id,
    caller: job.caller,
    matter: job.matter,
    on: job.asked_on,
    items: free.map(({ credit_code: creditCode, position }) => ({
      position,
      creditCode,
      idempotencyKey: `screening:${job.job_id}:${position}`,
    })),
  };
}

/**
 * Notes how far the organisations of one round have come. Items are found by position, through the index: joined to the
 * round they would all be read, for a planner without statistics takes ten thousand for one.
 */
export async function settleScreening(database: Database, report: ScreeningReport, nowMs: number): Promise<void> {
  const { jobId, outcomes, waiting } = report;
  await database.transaction(async (queries) => {
    const note = (set: string, positions: readonly number[], ...values: readonly unknown[]) =>
      positions.length === 0
        ? []
        : queries.query(
            `UPDATE screening_items SET ${set} WHERE job_id = $1 AND position = ANY($2::int[]) AND state = 'PENDING'`,
            [jobId, positions, ...values],
          );
    const decided = outcomes.filter((one) => one.kind === 'decided');
    await note(
      `state = 'DECIDED', fault = NULL, receipt = ($3::text[])[array_position($2::int[], position)]`,
      positionsOf(decided),
      decided.map(({ receipt }) => receipt),
    );
    const waits = outcomes.filter((one) => one.kind === 'waits');
    await note(
      'held_until = to_timestamp(($3::float8[])[array_position($2::int[], position)] / 1000)',
      positionsOf(waits),
      waits.map(({ untilMs }) => untilMs),
    );
    const failed = outcomes.filter((one) => one.kind === 'failed');
    await note(
      `attempts = attempts + 1, fault = ($3::text[])[array_position($2::int[], position)],
         state = CASE WHEN attempts + 1 >= $4 THEN 'FAILED' ELSE 'PENDING' END,
         held_until = to_timestamp(($5::float8 + $6::float8 * (attempts + 1)) / 1000)`,
      positionsOf(failed),
      failed.map(({ fault }) => fault),
      mostAttempts,
      nowMs,
      againAfterMs,
    );
    await queries.query('UPDATE screenings SET waiting = $2 WHERE job_id = $1 AND cancelled_at IS NULL', [
      jobId,
      JSON.stringify(waiting),
    ]);
  });
}

function positionsOf(outcomes: readonly ScreeningOutcome[]): number[] {
  return outcomes.map(({ position }) => position);
}
