import { nameKey, namePattern } from '../connector/names.ts';
import { recordKey } from '../connector/settle.ts';
import type { Queries } from '../database/database.ts';
import type { Taken } from './apply-delivery.ts';

/** Columns by which a row that states nothing for certain may still be a record that is missed. */
const doubtfulColumns = 'row_ref text, credit_code text, name_key text, name_pattern text, document_number text';

/**
 * Whether a fact `f` may be one of the doubtful rows `d`: by its code, or by one of its names, with the document's
 * number agreeing where both have one; by the number alone where the row names nobody that the register knows.
 */
const mayBe = `(d.document_number IS NULL OR f.fact->>'documentNumber' IS NULL OR d.document_number = f.fact->>'documentNumber')
  AND CASE
    WHEN d.credit_code IS NOT NULL THEN d.credit_code = f.credit_code
    WHEN EXISTS (SELECT 1 FROM organisation_names n WHERE n.name_key = d.name_key OR n.name_key LIKE d.name_pattern)
      THEN EXISTS (SELECT 1 FROM organisation_names n WHERE n.credit_code = f.credit_code AND (n.name_key = d.name_key OR n.name_key LIKE d.name_pattern))
    ELSE d.document_number = f.fact->>'documentNumber' END`;

const ends = (day: string) => `jsonb_build_object('state', 'ENDED', 'on', ${day}, 'by', 'ABSENCE')`;

/**
 * What a whole delivery no longer states. A FULL ends it on its day; one that had only been stated by an earlier
 * version of the same file was an error and goes; a REPLACEMENT draws no conclusion but states it no longer.
 * A record that may be one of the unreadable or unlinked rows of this very delivery is left as it is.
 */
export async function endAbsent(queries: Queries, taken: Taken): Promise<void> {
  const { department, delivery, reading } = taken;
  const absent = `f.department = $1 AND f.record_set = $2 AND NOT (f.record_key = ANY($3))
    AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset($5::jsonb) AS d (${doubtfulColumns}) WHERE d.row_ref = f.row_ref OR ${mayBe})`;
  const values = [
    department,
    delivery.recordSet,
    reading.facts.map(recordKey),
    delivery.order,
    JSON.stringify(doubtful(taken)),
  ];
  if (delivery.kind === 'REPLACEMENT') {
    await queries.query(`DELETE FROM delivered_facts f WHERE ${absent} AND f.position <= $4`, values);
    return;
  }
  await queries.query(`DELETE FROM delivered_facts f WHERE ${absent} AND f.first_position >= $4 AND f.stated_by = $6`, [
    ...values,
    delivery.name,
  ]);
  await queries.query(
    `UPDATE delivered_facts f SET position = $4, ended = ${ends('$6::text')}
     WHERE ${absent} AND (f.position < $4 OR f.position = $4 AND f.stated_by = $7) AND f.ended IS NULL AND f.fact->>'state' = 'VALID'`,
    [...values, delivery.effectiveOn, delivery.name],
  );
  // One that a later whole had ended was missed here already.
  await queries.query(
    `UPDATE delivered_facts f SET ended = ${ends('$6::text')}
     WHERE ${absent} AND f.ended->>'by' = 'ABSENCE' AND f.position > $4
       AND (SELECT s.position FROM deliveries s WHERE s.department = $1 AND s.record_set = $2 AND s.name = f.stated_by) < $4`,
    [...values, delivery.effectiveOn],
  );
}

function doubtful({ reading, set }: Taken) {
  // A line's number is nothing that tomorrow's file would keep; a key of the system's own is.
  const refOf = ({ rowRef }: { readonly rowRef: string }) => (set.ref === undefined ? null : rowRef);
  const named = (name: string | null) => ({
    name_key: name === null ? null : nameKey(name),
    name_pattern: name === null ? null : namePattern(name, set.subject.nameCutAt),
  });
  return [
    ...reading.rejected.map((row) => ({
      row_ref: refOf(row),
      credit_code: row.creditCode,
      document_number: row.documentNumber,
      ...named(row.name),
    })),
    ...reading.unlinked.map((row) => ({
      row_ref: refOf(row),
      credit_code: null,
      document_number: row.documentNumber,
      ...named(row.name),
    })),
  ];
}

/** A delivery that comes after a whole of a later position is measured against that: what the whole lacks has ended. */
export async function endByLaterFull(queries: Queries, { department, delivery }: Taken): Promise<void> {
  const [full] = await queries.query<{ name: string; position: string; effective_on: string }>(
    `SELECT name, position, effective_on FROM deliveries
     WHERE department = $1 AND record_set = $2 AND kind = 'FULL' AND position > $3 ORDER BY position LIMIT 1`,
    [department, delivery.recordSet, delivery.order],
  );
  if (full === undefined) return;
  await queries.query(
    `WITH doubtful AS (
       SELECT credit_code, name_key, name_pattern, document_number FROM quarantine WHERE department = $1 AND record_set = $2 AND source = $5
       UNION ALL
       SELECT NULL, name_key, name_pattern, document_number FROM unlinked WHERE department = $1 AND record_set = $2 AND source = $5)
     UPDATE delivered_facts f SET position = $6, ended = ${ends('$7::text')}
     WHERE f.department = $1 AND f.record_set = $2 AND f.stated_by = $3 AND f.position = $4 AND f.ended IS NULL AND f.fact->>'state' = 'VALID'
       AND NOT EXISTS (SELECT 1 FROM doubtful d WHERE ${mayBe})`,
    [department, delivery.recordSet, delivery.name, delivery.order, full.name, full.position, full.effective_on],
  );
}
