import type { CreditCode } from '../../schema/credit-code.ts';
import type { RecordState } from '../connector/connector.ts';
import type { Fact } from '../connector/reading.ts';
import type { Queries } from '../database/database.ts';

/** A fact as it stands now, after what later deliveries said or no longer said about it. */
export interface DeliveredFact {
  readonly recordSet: string;
  readonly fact: Fact;
}

interface Row {
  record_set: string;
  credit_code: CreditCode;
  fact: Fact;
  ended: { state: RecordState; on: string | null } | null;
  withdrawn_reason: string | null;
  withdrawn_on: string | null;
  withdrawn: boolean;
}

/** All facts of one department about some organisations. */
export async function loadFacts(
  queries: Queries,
  department: string,
  codes: readonly CreditCode[],
): Promise<Map<CreditCode, DeliveredFact[]>> {
  const rows = await queries.query<Row>(
    `SELECT f.record_set, f.credit_code, f.fact, f.ended, w.row_ref IS NOT NULL AS withdrawn, w.reason AS withdrawn_reason, w.withdrawn_on
     FROM delivered_facts f LEFT JOIN withdrawals w USING (department, record_set, row_ref)
     WHERE f.department = $1 AND f.credit_code = ANY($2) ORDER BY f.record_set, f.fact->>'documentOn' DESC NULLS LAST, f.record_key`,
    [department, codes],
  );
  const facts = Map.groupBy(rows, (row) => row.credit_code);
  return new Map(
    [...facts].map(([code, list]) => [code, list.map((row) => ({ recordSet: row.record_set, fact: asItStands(row) }))]),
  );
}

/** Ended by absence: until the day of the delivery that no longer had it. Withdrawn by reference: void. */
function asItStands({ fact, ended, withdrawn, withdrawn_reason, withdrawn_on }: Row): Fact {
  if (withdrawn) {
    const fields =
      'withdrawnBecause' in fact.fields && fact.fields['withdrawnBecause'] === null
        ? { ...fact.fields, withdrawnBecause: withdrawn_reason }
        : fact.fields;
    return {
      ...fact,
      state: 'REVOKED',
      fields,
      ...(withdrawn_on === null ? {} : { validUntil: withdrawn_on, openEnded: false }),
    };
  }
  return ended === null ? fact : { ...fact, state: ended.state, validUntil: ended.on, openEnded: false };
}

/** Rows that make a section incomplete for an organisation: they concern or may concern it. */
export interface KeptCounts {
  readonly rejectedRows: number;
  readonly unlinkedRows: number;
  readonly unlinkedAdverseRows: number;
}

export const noKeptRows: KeptCounts = { rejectedRows: 0, unlinkedRows: 0, unlinkedAdverseRows: 0 };

/** Counts by code, and by every name that the register knows of the organisation, former ones included. */
export async function countKept(
  queries: Queries,
  department: string,
  codes: readonly CreditCode[],
): Promise<Map<CreditCode, KeptCounts>> {
  const rows = await queries.query<{ credit_code: CreditCode; rejected: number; unlinked: number; adverse: number }>(
    `WITH asked AS (SELECT unnest($2::text[]) AS credit_code),
       named AS (SELECT a.credit_code, n.name_key FROM asked a JOIN organisation_names n USING (credit_code)),
       bearing AS (
         SELECT n.credit_code, u.row_key, u.record_set, u.effect, u.state FROM named n JOIN unlinked u ON u.name_key = n.name_key AND u.name_pattern IS NULL
         WHERE u.department = $1 AND u.source <> 'asked'
         UNION
         SELECT n.credit_code, u.row_key, u.record_set, u.effect, u.state FROM named n JOIN unlinked u ON u.name_pattern IS NOT NULL AND n.name_key LIKE u.name_pattern
         WHERE u.department = $1 AND u.source <> 'asked'),
       doubtful AS (
         SELECT a.credit_code, q.row_key, q.record_set FROM asked a JOIN quarantine q USING (credit_code) WHERE q.department = $1 AND q.source <> 'asked'
         UNION
         SELECT n.credit_code, q.row_key, q.record_set FROM named n JOIN quarantine q
           ON q.credit_code IS NULL AND (q.name_pattern IS NULL AND q.name_key = n.name_key OR q.name_pattern IS NOT NULL AND n.name_key LIKE q.name_pattern)
         WHERE q.department = $1 AND q.source <> 'asked')
     SELECT a.credit_code,
       (SELECT count(*)::int FROM doubtful d WHERE d.credit_code = a.credit_code) AS rejected,
       (SELECT count(*)::int FROM bearing b WHERE b.credit_code = a.credit_code) AS unlinked,
       (SELECT count(*)::int FROM bearing b WHERE b.credit_code = a.credit_code AND b.state <> 'REVOKED' AND (b.effect = 'ADVERSE' OR b.effect IS NULL)) AS adverse
     FROM asked a`,
    [department, codes],
  );
  return new Map(
    rows.map((row) => [
      row.credit_code,
      { rejectedRows: row.rejected, unlinkedRows: row.unlinked, unlinkedAdverseRows: row.adverse },
    ]),
  );
}
