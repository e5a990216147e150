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
  let told = claimed.position;
  try {
    for (const event of events) {
      await parts.poster.post(eventMessage(event), parts.now());
      told = event.position;
      await moveOn(parts, told);
    }
  } catch (error) {
    await putOff(parts, { attempts: claimed.attempts, error: error as Error });
    return false;
  }
  await database.query('UPDATE webhooks SET claimed_until = NULL WHERE department = $1', [department]);
  return events.length === batch;
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

/** By one process at a time. */
async function claim({ database, department, leaseMs }: TellParts) {
  const [row] = await database.query<{ position: number; attempts: number }>(
    `UPDATE webhooks SET claimed_until = now() + $2::float8 * interval '1 ms'
     WHERE department = $1 AND due_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
     RETURNING position, attempts`,
    [department, leaseMs],
  );
  return row ?? null;
}

async function moveOn({ database, department }: TellParts, position: FeedEvent['position']): Promise<void> {
  await database.query(
    'UPDATE webhooks SET position = $2, attempts = 0, error = NULL, told_at = now() WHERE department = $1 AND position < $2',
    [department, position],
  );
}

async function putOff(
  { database, department, patience }: TellParts,
  { attempts, error }: { readonly attempts: number; readonly error: Error },
): Promise<void> {
  const figures = { ...patience, refused: 0, silent: 0 };
  await database.query(
    `UPDATE webhooks SET claimed_until = NULL, attempts = attempts + 1, error = $2,
       due_at = now() + $3::float8 * interval '1 ms' WHERE department = $1`,
    [department, error.message.slice(0, 200), waitMs(attempts + 1, figures)],
  );
}
