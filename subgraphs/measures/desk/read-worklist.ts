import type { Queries } from '../../database/database.ts';
import type { OrderPlace, Stretch, WorklistFilter } from './records.ts';

/** An order of a department, with its place in the worklist. */
export interface WorklistEntry {
  readonly measureId: string;
  readonly place: OrderPlace;
}

interface Row {
  order_id: string;
  measure_id: string;
  due_on: string;
}

/** Most urgent first; without `states` only what waits for a next step, of which the index has nothing else. */
export async function readWorklist(
  queries: Queries,
  { department, states, overdue, today }: WorklistFilter,
  { after, most }: Stretch<OrderPlace>,
): Promise<readonly WorklistEntry[]> {
  const dueOn = states === null ? 'due_on' : "coalesce(due_on, 'infinity')";
  const rows = await queries.query<Row>(
    `SELECT order_id, measure_id, ${dueOn} AS due_on FROM measure_orders
     WHERE department = $1 AND ${states === null ? 'due_on IS NOT NULL' : 'true'}
       AND ($2::text[] IS NULL OR status = ANY($2))
       AND ($3::boolean IS NULL OR coalesce(due_on < $4::date, false) = $3)
       AND ($5::date IS NULL OR (${dueOn}, order_id) > ($5, $6))
     ORDER BY ${dueOn}, order_id LIMIT $7`,
    [department, states, overdue, today, after?.dueOn ?? null, after?.orderId ?? null, most],
  );
  return rows.map((row) => ({
    measureId: row.measure_id,
    place: { dueOn: row.due_on, orderId: row.order_id },
  }));
}
