import type { CreditCode } from '../../../schema/credit-code.ts';
import type { Queries } from '../../database/database.ts';
import type { Measure } from '../state/measure.ts';
import type { MeasurePlace, Stretch } from './records.ts';

export type MeasurePart = 'INITIATOR' | 'DETERMINER' | 'IMPLEMENTER';

/** Null: whatever it is. */
export interface MeasureFilter {
  readonly organisation: CreditCode | null;
  /** Department that has a part in the measure. */
  readonly department: string | null;
  /** Which part; without a department nobody's in particular. */
  readonly part: MeasurePart | null;
  readonly statuses: readonly Measure['status'][] | null;
  /** Only measures in which something is, or nothing is, overdue. */
  readonly overdue: boolean | null;
  /** Local date by which that is judged. */
  readonly today: string;
}

interface Row {
  measure_id: string;
  state: Measure;
}

export async function readMeasures(queries: Queries, ids: readonly string[]): Promise<ReadonlyMap<string, Measure>> {
  const rows = await queries.query<Row>('SELECT measure_id, state FROM measures WHERE measure_id = ANY($1)', [ids]);
  return new Map(rows.map((row) => [row.measure_id, row.state]));
}

export async function readMeasuresOf(
  queries: Queries,
  creditCodes: readonly CreditCode[],
): Promise<ReadonlyMap<CreditCode, readonly Measure[]>> {
  const rows = await queries.query<Row & { credit_code: CreditCode }>(
    'SELECT credit_code, state FROM measures WHERE credit_code = ANY($1) ORDER BY initiated_at DESC, measure_id DESC',
    [creditCodes],
  );
  const byCode = Map.groupBy(rows, (row) => row.credit_code);
  return new Map([...byCode].map(([code, found]) => [code, found.map(({ state }) => state)]));
}

/** Newest first. A measure that is initiated meanwhile stands ahead of every page that follows, and moves none. */
export async function findMeasures(
  queries: Queries,
  filter: MeasureFilter,
  { after, most }: Stretch<MeasurePlace>,
): Promise<readonly Measure[]> {
  const { organisation, department, part, statuses, overdue, today } = filter;
  const rows = await queries.query<Row>(
    `SELECT m.measure_id, m.state FROM measures m
     WHERE ($1::text IS NULL OR m.credit_code = $1)
       AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM measure_parts p
         WHERE p.measure_id = m.measure_id AND p.department = $2 AND ($3::text IS NULL OR p.part = $3)))
       AND ($4::text[] IS NULL OR m.status = ANY($4))
       AND ($5::boolean IS NULL OR coalesce(m.due_on < $6::date, false) = $5)
       AND ($7::timestamptz IS NULL OR (m.initiated_at, m.measure_id) < ($7, $8))
     ORDER BY m.initiated_at DESC, m.measure_id DESC LIMIT $9`,
    [
      organisation,
      department,
      part,
      statuses,
      overdue,
      today,
      after?.initiatedAt ?? null,
      after?.measureId ?? null,
      most,
    ],
  );
  return rows.map(({ state }) => state);
}
