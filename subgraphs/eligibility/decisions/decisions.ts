import type { CreditCode } from '../../../schema/credit-code.ts';
import type { Database, Queries } from '../../database/database.ts';
import { canonicalJson, sha256 } from '../../../schema/canonical-json.ts';
import type { Evidence } from '../verdict/input.ts';
import type { Outcome } from '../verdict/verdict.ts';
import { newReceipt, type Random } from './receipt.ts';
import type { DecisionRequest } from './requests.ts';

/** A decision on record, with exactly what it rested on. */
export interface Decision {
  readonly receipt: string;
  readonly creditCode: CreditCode;
  readonly on: string;
  readonly askedBy: string;
  readonly decidedAt: string;
  readonly outcome: Outcome;
  readonly evidence: Evidence;
  readonly evidenceText: string;
  readonly evidenceSha256: string;
}

interface Row {
  receipt: string;
  credit_code: CreditCode;
  asked_on: string;
  asked_by: string;
  decided_at: string;
  outcome: string;
  evidence: string;
  content: string;
}

/** Kept in a decision as it was decided. */
export interface Decided {
  readonly evidence: Evidence;
  readonly outcome: Outcome;
  readonly atMs: number;
  readonly today: string;
}

const mostDraws = 5;

/**
 * Puts a decision on record under a new receipt number; evidence that is there already is kept once. Of several
 * attempts for one request the first stands, and every one gets that.
 */
export async function keepDecision(
  database: Database,
  { creditCode, requestId }: DecisionRequest,
  { atMs, evidence, outcome, today }: Decided,
  random: Random,
): Promise<Decision> {
  const content = canonicalJson(evidence);
  const digest = sha256(content);
  for (let draw = 0; draw < mostDraws; draw += 1) {
    const receipt = newReceipt(today, random);
    await database.transaction(async (queries) => {
      // One attempt after the other: what comes too late leaves nothing behind, for it would belong to no decision.
      await queries.query('SELECT 1 FROM green_channel_requests WHERE request_id = $1 FOR UPDATE', [requestId]);
      const [there] = await queries.query('SELECT 1 FROM green_channel_decisions WHERE request_id = $1', [requestId]);
      if (there !== undefined) return;
      await queries.query(
        'INSERT INTO eligibility_evidence (sha256, content) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING',
        [digest, content],
      );
      await queries.query(
        `INSERT INTO green_channel_decisions (receipt, request_id, credit_code, verdict, outcome, evidence, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000)) ON CONFLICT DO NOTHING`,
        [receipt, requestId, creditCode, outcome.verdict, canonicalJson(outcome), digest, atMs],
      );
    });
    const kept = await findDecision(database, 'request_id', requestId);
    if (kept !== null) return kept;
  }
  throw new Error(`no free receipt number in ${mostDraws} draws`);
}

/** @throws Error when what is kept is no longer what was kept: its digest says so. */
export async function findDecision(
  queries: Queries,
  by: 'receipt' | 'request_id',
  value: string,
): Promise<Decision | null> {
  const [row] = await queries.query<Row>(
    `SELECT d.receipt, d.credit_code, r.asked_on, r.asked_by, d.decided_at, d.outcome, d.evidence, e.content
     FROM green_channel_decisions d JOIN green_channel_requests r USING (request_id) JOIN eligibility_evidence e ON e.sha256 = d.evidence
     WHERE d.${by} = $1`,
    [value],
  );
  if (row === undefined) return null;
  if (sha256(row.content) !== row.evidence) throw new Error(`the evidence of ${row.receipt} is not what was kept`);
  return {
    receipt: row.receipt,
    creditCode: row.credit_code,
    on: row.asked_on,
    askedBy: row.asked_by,
    decidedAt: row.decided_at,
    outcome: JSON.parse(row.outcome) as Outcome,
    evidence: JSON.parse(row.content) as Evidence,
    evidenceText: row.content,
    evidenceSha256: row.evidence,
  };
}
