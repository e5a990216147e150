import type { Fact } from '../connector/reading.ts';
import { recordKey } from '../connector/settle.ts';
import type { Queries } from '../database/database.ts';
import type { Origin } from './keep-rows.ts';

/** A row that only says that its record ended or is void leaves the rest of the record as it was known. */
const merged = `CASE WHEN excluded.fact->>'state' = 'VALID' THEN excluded.fact
  ELSE kept.fact || jsonb_strip_nulls(excluded.fact) || jsonb_build_object('fields', kept.fact->'fields' || jsonb_strip_nulls(excluded.fact->'fields')) END`;

// What increments said before, back to the last whole: only they are undone one by one.
const before = `CASE WHEN NOT $6 THEN NULL WHEN kept.stated_by = excluded.stated_by THEN kept.former
  ELSE jsonb_build_object('fact', kept.fact, 'row_ref', kept.row_ref, 'stated_by', kept.stated_by, 'position', kept.position, 'ended', kept.ended, 'former', kept.former) END`;

/**
 * Writes facts. What a delivery of a later position has said about a record stands. `undoable`: what was known before
 * is remembered, in case this delivery is sent again without the record.
 */
export async function upsertFacts(
  queries: Queries,
  origin: Origin,
  facts: readonly Fact[],
  undoable = false,
): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({
    record_key: recordKey(fact),
    credit_code: fact.creditCode,
    row_ref: fact.rowRef,
    fact,
  }));
  await queries.query(
    `INSERT INTO delivered_facts AS kept (department, record_set, record_key, credit_code, row_ref, fact, stated_by, first_position, position)
     SELECT $1, $2, record_key, credit_code, row_ref, fact, $3, $4, $4
     FROM jsonb_to_recordset($5::jsonb) AS given (record_key text, credit_code text, row_ref text, fact jsonb)
     ON CONFLICT (department, record_set, record_key) DO UPDATE SET
       fact = ${merged}, former = ${before}, row_ref = excluded.row_ref, stated_by = excluded.stated_by,
       first_position = least(kept.first_position, excluded.first_position),
       position = CASE WHEN kept.position > excluded.position THEN kept.position ELSE excluded.position END,
       ended = CASE WHEN kept.position > excluded.position THEN kept.ended END
     WHERE kept.position <= excluded.position OR kept.stated_by = excluded.stated_by`,
    [origin.department, origin.recordSet, origin.source, origin.position, JSON.stringify(rows), undoable],
  );
}

/** An increment that is sent again replaces what its former version said: what it no longer has is as it was before. */
export async function undoFormerVersion(queries: Queries, origin: Origin, facts: readonly Fact[]): Promise<void> {
  const gone = 'department = $1 AND record_set = $2 AND stated_by = $3 AND NOT (record_key = ANY($4))';
  const values = [origin.department, origin.recordSet, origin.source, facts.map(recordKey)];
  await queries.query(`DELETE FROM delivered_facts WHERE ${gone} AND former IS NULL`, values);
  await queries.query(
    `UPDATE delivered_facts SET fact = former->'fact', row_ref = former->>'row_ref', stated_by = former->>'stated_by',
       position = former->>'position', ended = nullif(former->'ended', 'null'::jsonb), former = nullif(former->'former', 'null'::jsonb)
     WHERE ${gone}`,
    values,
  );
}
