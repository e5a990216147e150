import type { Database } from '../../database/database.ts';
import { waitMs, type Patience } from '../delivery/failures.ts';
import { readFeed, type FeedEvent } from '../desk/read-events.ts';
import { eventMessage } from './event-message.ts';
import type { Poster } from './signed-post.ts';

export interface TellParts {
  readonly database: Database;
  readonly department: string;
  readonly poster: Poster;
  readonly patience: Pick<Patience, 'firstMs' | 'longestMs'>;
  /** Longer than telling a batch takes. */
  readonly leaseMs: number;
  /** Whether the process is ending: what is left of a batch is told by whoever comes next. */
  readonly stopping: () => boolean;
  /** Milliseconds of the epoch, of this machine: receivers compare it with their own clock. */
  readonly now: () => number;
}

const batch = 20;

/**
 * Tells a department's program the events of its measures, one after the other in the order of the feed. One that is
 * not taken is told again until it is: nothing is passed over. True: there may be more.
 */
export async function tell(parts: TellParts): Promise<boolean> {
  const { database, department } = parts;
  const claimed = await claim(parts);
  if (claimed === null) return false;
  const events = await readFeed(database, { of: 'DEPARTMENT', department }, { after: claimed.position, most: batch });
  try {
    for (const event of events) {
      if (parts.stopping()) break;
      await parts.poster.post(eventMessage(event), parts.now());
      // Whose lease was over while it waited is silent: another process has gone on from where this one began.
      if (!(await moveOn(parts, claimed, event.position))) return false;
    }
  } catch (error) {
    await putOff(parts, claimed, error as Error);
    return false;
  }
  await release(parts, claimed);
  return events.length === batch && !parts.stopping();
}

/** A program that is new here is told what happens from now on; what was before it reads by the feed. */
export async function subscribe(database: Database, department: string): Promise<void> {
  const newest = await newestPosition(database);
  await database.query('INSERT INTO webhooks (department, position) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    department,
    newest,
  ]);
}

async function newestPosition(database: Database): Promise<number> {
  // Numbers what is there, so that it lies before whatever comes.
  await readFeed(database, { of: 'ALL' }, { after: Number.MAX_SAFE_INTEGER, most: 1 });
  const [row] = await database.query<{ position: number | null }>(
    'SELECT max(position) AS position FROM measure_events',
  );
  return row?.position ?? 0;
}

interface Claimed {
  readonly position: number;
  /** End of the lease as the database wrote it: by it a process sees whether the claim is still its own. */
  readonly until: string;
}

/** By one process at a time. */
async function claim({ database, department, leaseMs }: TellParts): Promise<Claimed | null> {
  const [row] = await database.query<Claimed>(
    `UPDATE webhooks SET claimed_until = now() + $2::float8 * interval '1 ms'
     WHERE department = $1 AND due_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
     RETURNING position, claimed_until::text AS until`,
    [department, leaseMs],
  );
  return row ?? null;
}

/** False: the claim is no longer this process's own. */
async function moveOn(
  { database, department }: TellParts,
  { until }: Claimed,
  position: FeedEvent['position'],
): Promise<boolean> {
  const rows = await database.query(
    `UPDATE webhooks SET position = $2, attempts = 0, error = NULL, told_at = now()
     WHERE department = $1 AND claimed_until = $3::timestamptz RETURNING position`,
    [department, position, until],
  );
  return rows.length === 1;
}

async function release({ database, department }: TellParts, { until }: Claimed): Promise<void> {
  await database.query(
    'UPDATE webhooks SET claimed_until = NULL WHERE department = $1 AND claimed_until = $2::timestamptz',
    [department, until],
  );
}

/** Attempts are counted by the database: events before this one may have been taken. */
async function putOff({ database, department, patience }: TellParts, { until }: Claimed, error: Error): Promise<void> {
  const figures = { ...patience, refused: 0, silent: 0 };
  const [row] = await database.query<{ attempts: number }>('SELECT attempts FROM webhooks WHERE department = $1', [
    department,
  ]);
  await database.query(
    `UPDATE webhooks SET claimed_until = NULL, attempts = attempts + 1, error = $2,
       due_at = now() + $3::float8 * interval '1 ms' WHERE department = $1 AND claimed_until = $4::timestamptz`,
    [department, error.message.slice(0, 200), waitMs((row?.attempts ?? 0) + 1, figures), until],
  );
}
