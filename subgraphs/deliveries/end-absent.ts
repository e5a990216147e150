import { nameKey } from '../connector/names.ts';
import { recordKey } from '../connector/settle.ts';
import type { Queries } from '../database/database.ts';
import type { Taken } from './apply-delivery.ts';

/**
 * What a whole delivery no longer states. A FULL ends it on its day; one that had only been stated by an earlier
 * version of the same file was an error and goes; a REPLACEMENT draws no conclusion but states it no longer.
 * A record that may be one of the unreadable or unlinked rows of this very delivery is left as it is.
 */
export async function endAbsent(queries: Queries, { department, delivery, reading }: Taken): Promise<void> {
  const stated = reading.facts.map(recordKey);
  const doubtful = [...reading.rejected, ...reading.unlinked];
  const absent = `department = $1 AND record_set = $2 AND NOT (record_key = ANY($3))`;
  const spared = `NOT (credit_code = ANY($5) OR fact->>'documentNumber' = ANY($6)
    OR credit_code IN (SELECT credit_code FROM organisation_names WHERE name_key = ANY($7)))`;
  const values = [
    department,
    delivery.recordSet,
    stated,
    delivery.order,
    reading.rejected.flatMap(({ creditCode }) => (creditCode === null ? [] : [creditCode])),
    doubtful.flatMap(({ documentNumber }) => (documentNumber === null ? [] : [documentNumber])),
    doubtful.flatMap(({ name }) => (name === null ? [] : [nameKey(name)])),
  ];
  if (delivery.kind === 'REPLACEMENT') {
    await queries.query(`DELETE FROM delivered_facts WHERE ${absent} AND position <= $4 AND ${spared}`, values);
    return;
  }
  await queries.query(
    `DELETE FROM delivered_facts WHERE ${absent} AND first_position >= $4 AND stated_by = $8 AND ${spared}`,
    [...values, delivery.name],
  );
  await queries.query(
    `UPDATE delivered_facts SET position = $4, ended = jsonb_build_object('state', 'ENDED', 'on', $8::text, 'by', 'ABSENCE')
     WHERE ${absent} AND (position < $4 OR position = $4 AND stated_by = $9) AND ended IS NULL AND fact->>'state' = 'VALID' AND ${spared}`,
    [...values, delivery.effectiveOn, delivery.name],
  );
}
