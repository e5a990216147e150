import type { Caller } from '../../../schema/caller.ts';
import type { CreditCode } from '../../../schema/credit-code.ts';
import type { Queries } from '../../database/database.ts';
import { capacityOf } from '../callers.ts';
import { canonicalJson } from '../../../schema/canonical-json.ts';
import { refuse } from '../refusals.ts';

/** What somebody asked to be decided and put on record. */
export interface DecisionRequest {
  readonly requestId: string;
  readonly callerId: string;
  readonly creditCode: CreditCode;
  readonly matter: string;
  readonly on: string;
  readonly askedBy: string;
}

interface Row {
  request_id: string;
  caller_id: string;
  said: string;
  credit_code: CreditCode;
  matter: string;
  asked_on: string;
  asked_by: string;
}

export interface NewRequest {
  readonly requestId: string;
  readonly caller: Caller;
  readonly idempotencyKey: string;
  /** The input as it was given, without the key. */
  readonly said: Readonly<Record<string, unknown>>;
  readonly creditCode: CreditCode;
  readonly matter: string;
  readonly on: string;
  readonly atMs: number;
}

/**
 * Keeps a request, or finds the one that the same caller made under the same key.
 * @throws EligibilityRefused IDEMPOTENCY_KEY_REUSED when that one asked for something else.
 */
export async function keepRequest(queries: Queries, asked: NewRequest): Promise<DecisionRequest> {
  const { atMs, caller, creditCode, idempotencyKey, matter, on, requestId } = asked;
  const said = canonicalJson(asked.said);
  await queries.query(
    `INSERT INTO green_channel_requests (request_id, caller_id, idempotency_key, said, credit_code, matter, asked_on, asked_by, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000)) ON CONFLICT (caller_id, idempotency_key) DO NOTHING`,
    [requestId, caller.id, idempotencyKey, said, creditCode, matter, on, capacityOf(caller), atMs],
  );
  const [row] = await queries.query<Row>(
    'SELECT * FROM green_channel_requests WHERE caller_id = $1 AND idempotency_key = $2',
    [caller.id, idempotencyKey],
  );
  if (row === undefined) throw new Error('a request that was kept a moment ago is gone');
  return row.said === said ? requestOf(row) : refuse('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
}

export async function findRequest(queries: Queries, requestId: string): Promise<DecisionRequest | null> {
  const [row] = await queries.query<Row>('SELECT * FROM green_channel_requests WHERE request_id = $1', [requestId]);
  return row === undefined ? null : requestOf(row);
}

function requestOf(row: Row): DecisionRequest {
  return {
    requestId: row.request_id,
    callerId: row.caller_id,
    creditCode: row.credit_code,
    matter: row.matter,
    on: row.asked_on,
    askedBy: row.asked_by,
  };
}
