import type { Caller } from '../../../schema/caller.ts';
import type { CreditCode } from '../../../schema/credit-code.ts';
import { claimsOf } from '../../../schema/read-caller.ts';
import type { Database } from '../../database/database.ts';
import { canonicalJson, sha256 } from '../../../schema/canonical-json.ts';
import { refuse } from '../refusals.ts';

export interface NewScreening {
  readonly jobId: string;
  readonly caller: Caller;
  readonly idempotencyKey: string;
  /** The input as it was given, without the key. */
  readonly said: Readonly<Record<string, unknown>>;
  readonly matter: string;
  readonly on: string;
  readonly creditCodes: readonly CreditCode[];
  readonly atMs: number;
}

/**
 * Keeps a batch with all its organisations, or finds the one that the same caller made under the same key; gives its id.
 * @throws EligibilityRefused IDEMPOTENCY_KEY_REUSED when that one was of something else.
 */
export async function keepScreening(database: Database, asked: NewScreening): Promise<string> {
  const { atMs, caller, creditCodes, idempotencyKey, jobId, matter, on } = asked;
  const said = sha256(canonicalJson(asked.said));
  return database.transaction(async (queries) => {
    const added = await queries.query(
      `INSERT INTO screenings (job_id, caller_id, idempotency_key, said, caller, matter, asked_on, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))
       ON CONFLICT (caller_id, idempotency_key) DO NOTHING RETURNING job_id`,
      [jobId, caller.id, idempotencyKey, said, JSON.stringify(claimsOf(caller)), matter, on, atMs],
    );
    if (added.length > 0) {
      await queries.query(
        `INSERT INTO screening_items (job_id, position, credit_code)
         SELECT $1, at, code FROM unnest($2::text[]) WITH ORDINALITY AS given (code, at)`,
        [jobId, creditCodes],
      );
      return jobId;
    }
    const [kept] = await queries.query<{ job_id: string; said: string }>(
      'SELECT job_id, said FROM screenings WHERE caller_id = $1 AND idempotency_key = $2',
      [caller.id, idempotencyKey],
    );
    return kept?.said === said ? kept.job_id : refuse('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
  });
}

/** What is decided stays; the rest is not taken up any more. */
export async function cancelScreening(database: Database, jobId: string, atMs: number): Promise<void> {
  await database.query(
    `UPDATE screenings SET cancelled_at = coalesce(cancelled_at, to_timestamp($2::float8 / 1000)), waiting = '[]'
     WHERE job_id = $1 AND EXISTS (SELECT 1 FROM screening_items i WHERE i.job_id = $1 AND state = 'PENDING')`,
    [jobId, atMs],
  );
}
