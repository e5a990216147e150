import type { Queries } from '../../database/database.ts';
import type { Stretch } from './records.ts';

/** How the delivery of an order stands. FAILED: waits for its next attempt after one in vain. */
export type DeliveryState = 'WAITING' | 'FAILED' | 'DELIVERED' | 'OBSOLETE' | 'DEAD';

export interface OrderDelivery {
  readonly deliveryId: number;
  readonly orderId: string;
  readonly measureId: string;
  readonly department: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Next attempt; null: it has ended. */
  readonly dueAt: string | null;
  readonly channel: string | null;
  readonly errorCode: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export interface DeliveryFilter {
  readonly states: readonly DeliveryState[];
  readonly department: string | null;
}

interface Row {
  delivery_id: number;
  order_id: string;
  measure_id: string;
  department: string;
  shown_state: DeliveryState;
  attempts: number;
  due_at: string;
  channel: string | null;
  error_code: string | null;
  created_at: string;
  ended_at: string | null;
}

/** Oldest first. */
export async function readDeliveries(
  queries: Queries,
  { states, department }: DeliveryFilter,
  { after, most }: Stretch<number>,
): Promise<readonly OrderDelivery[]> {
  const kept = states.map((state) => (state === 'FAILED' ? 'WAITING' : state));
  const rows = await queries.query<Row>(
    `SELECT * FROM (${shown} WHERE state = ANY($1) AND ($2::text IS NULL OR department = $2) AND delivery_id > $3) d
     WHERE shown_state = ANY($4) ORDER BY delivery_id LIMIT $5`,
    [kept, department, after ?? 0, states, most],
  );
  return rows.map(read);
}

/** One delivery; `forUpdate`: nobody else changes it before the end of the transaction. Null: there is none. */
export async function readDelivery(
  queries: Queries,
  deliveryId: string,
  { forUpdate }: { readonly forUpdate: boolean },
): Promise<OrderDelivery | null> {
  if (!/^\d{1,15}$/.test(deliveryId)) return null;
  const text = `${shown} WHERE delivery_id = $1${forUpdate ? ' FOR UPDATE' : ''}`;
  const [row] = await queries.query<Row>(text, [deliveryId]);
  return row === undefined ? null : read(row);
}

const shown = `SELECT *, CASE WHEN state = 'WAITING' AND error_code IS NOT NULL THEN 'FAILED' ELSE state END AS shown_state
  FROM order_deliveries`;

function read(row: Row): OrderDelivery {
  return {
    deliveryId: row.delivery_id,
    orderId: row.order_id,
    measureId: row.measure_id,
    department: row.department,
    state: row.shown_state,
    attempts: row.attempts,
    dueAt: row.shown_state === 'WAITING' || row.shown_state === 'FAILED' ? row.due_at : null,
    channel: row.channel,
    errorCode: row.error_code,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}
