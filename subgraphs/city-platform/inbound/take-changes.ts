import { DepartmentAnswerInvalid } from '../../../schema/errors.ts';
import type { Clock } from '../../connector/protocol.ts';
import type { Database, Queries } from '../../database/database.ts';
import type { CityPlatform } from '../platform.ts';
import { readChange, type Change, type ResultChange } from './read-change.ts';

export interface TakeParts {
  readonly database: Database;
  readonly platform: Pick<CityPlatform, 'changes'>;
  readonly clock: Clock;
}

const atOnce = 100;

/**
 * Takes what the platform has said since the last time; each change, and how far it was read, in one transaction. What
 * it says twice changes nothing the second time. True: there may be more.
 */
export async function takeChanges({ clock, database, platform }: TakeParts): Promise<boolean> {
  const [{ position }] = (await database.query<{ position: number }>(
    `SELECT position FROM city_positions WHERE name = 'inbound'`,
  )) as [{ position: number }];
  const given = await platform.changes(position, atOnce);
  const changes = given.map(readChange);
  if (changes.includes(null))
    throw new DepartmentAnswerInvalid({ department: 'city-platform' }, new Error('a change has no sequence number'));
  const at = new Date(clock.now()).toISOString();
  await database.transaction(async (queries) => {
    for (const change of changes) await take(queries, change!, at);
    const last = Math.max(position, ...changes.map((change) => change!.sequence));
    await queries.query(`UPDATE city_positions SET position = greatest(position, $1) WHERE name = 'inbound'`, [last]);
  });
  return given.length === atOnce;
}

type Outcome = { readonly result: 'TAKEN' | 'REPEATED' } | { readonly result: 'REFUSED'; readonly code: string };

async function take(queries: Queries, change: Change, at: string): Promise<void> {
  const [known] = await queries.query('SELECT 1 FROM city_inbound WHERE sequence = $1', [change.sequence]);
  if (known !== undefined) return;
  const outcome = await apply(queries, change, at);
  const kind = change.kind === 'REFUSED' ? change.of : change.kind;
  await queries.query(
    'INSERT INTO city_inbound (sequence, kind, result, code, received_at) VALUES ($1, $2, $3, $4, $5)',
    [change.sequence, kind, outcome.result, 'code' in outcome ? outcome.code : null, at],
  );
}

async function apply(queries: Queries, change: Change, at: string): Promise<Outcome> {
  switch (change.kind) {
    case 'RESULT':
      return takeResult(queries, change, at);
    case 'LISTING': {
      const { listing, listingId, sequence } = change;
      const rows = await queries.query(
        `INSERT INTO city_listings AS kept (listing_id, credit_code, sequence, listing) VALUES ($1, $2, $3, $4)
         ON CONFLICT (listing_id) DO UPDATE SET credit_code = excluded.credit_code, sequence = excluded.sequence,
           listing = excluded.listing WHERE kept.sequence < excluded.sequence RETURNING 1`,
        [listingId, listing.creditCode, sequence, JSON.stringify(listing)],
      );
      return { result: rows.length > 0 ? 'TAKEN' : 'REPEATED' };
    }
    case 'FEEDBACK': {
      const { kind: _, sequence: __, feedbackId, ...feedback } = change;
      const rows = await queries.query(
        `INSERT INTO city_feedback (feedback_id, measure_id, feedback)
         SELECT $1, $2, $3 WHERE EXISTS (SELECT 1 FROM measures WHERE measure_id = $2) ON CONFLICT DO NOTHING RETURNING 1`,
        [feedbackId, feedback.measureId, JSON.stringify(feedback)],
      );
      if (rows.length > 0) return { result: 'TAKEN' };
      const [there] = await queries.query('SELECT 1 FROM city_feedback WHERE feedback_id = $1', [feedbackId]);
      return there === undefined ? { result: 'REFUSED', code: 'MEASURE_UNKNOWN' } : { result: 'REPEATED' };
    }
    case 'REFUSED':
      return { result: 'REFUSED', code: change.code };
    default:
      return change satisfies never;
  }
}

/** The first result about a message stands. A row of publication has it as its acknowledgement. */
async function takeResult(queries: Queries, change: ResultChange, at: string): Promise<Outcome> {
  const { accepted, answeredOn, key, reason } = change;
  const state = accepted ? 'ACCEPTED' : 'REJECTED';
  const [row] = await queries.query<{ before: string }>(
    `UPDATE city_messages m SET
       state = CASE WHEN b.before IN ('ACCEPTED', 'REJECTED') THEN m.state ELSE $2 END,
       reason = CASE WHEN b.before IN ('ACCEPTED', 'REJECTED') THEN m.reason ELSE $3 END,
       answered_at = CASE WHEN b.before IN ('ACCEPTED', 'REJECTED') THEN m.answered_at ELSE $4::timestamptz END,
       sent_at = coalesce(m.sent_at, $4::timestamptz), claimed_until = NULL
     FROM (SELECT state AS before FROM city_messages WHERE key = $1) b WHERE m.key = $1 RETURNING b.before`,
    [key, state, reason, at],
  );
  if (row === undefined) return { result: 'REFUSED', code: 'MESSAGE_UNKNOWN' };
  if (row.before === state) return { result: 'REPEATED' };
  if (row.before === 'ACCEPTED' || row.before === 'REJECTED') return { result: 'REFUSED', code: 'RESULT_CHANGED' };
  await queries.query(
    `UPDATE publicity_rows SET state = $2, reason = $3, answered_on = $4
     WHERE package_id || ':' || part || ':' || position = $1 AND package_id = split_part($1, ':', 1) AND state = 'SENT'`,
    [key, state, reason, answeredOn],
  );
  return { result: 'TAKEN' };
}
