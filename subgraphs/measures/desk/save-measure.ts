import type { Queries } from '../../database/database.ts';
import { nextTimerAt } from '../decisions/escalation.ts';
import type { MeasureEvent } from '../events.ts';
import type { Reckoning } from '../rules/deadlines.ts';
import type { Measure } from '../state/measure.ts';
import type { StoredMeasure } from './load-measure.ts';
import { changedOrders, dueOf, type OrderRow } from './order-rows.ts';
import { VersionConflict } from './transactions.ts';

/** What a command has brought about. */
export interface Change {
  readonly before: StoredMeasure;
  readonly events: readonly MeasureEvent[];
  readonly after: Measure;
}

/**
 * Writes what happened: the events, the measure as it now stands, the orders for the departments and their deliveries.
 * @throws VersionConflict when the measure is no longer the one that was decided on.
 */
export async function saveChange(queries: Queries, change: Change, reckoning: Reckoning): Promise<void> {
  const { before, events, after } = change;
  const orders = changedOrders(before.state, after, reckoning);
  if (before.version === 0) await insertMeasure(queries, change, reckoning);
  else await updateMeasure(queries, change, reckoning);
  await insertEvents(queries, before.version, events);
  if (before.version === 0) await insertParts(queries, after);
  if (orders.length > 0) await saveOrders(queries, after.facts.measureId, orders);
  const given = events.flatMap((event) => (event.type === 'OrdersIssued' ? event.orders : []));
  if (given.length > 0) await insertDeliveries(queries, after.facts.measureId, given);
  await endNeedless(queries, orders);
  await endDelivered(queries, events);
  await saveBars(queries, after.facts.creditCode, events);
}

async function insertMeasure(queries: Queries, { after, events }: Change, reckoning: Reckoning): Promise<void> {
  const { facts, status } = after;
  const due = dueOf(after, reckoning);
  await queries.query(
    `INSERT INTO measures (measure_id, version, credit_code, item_code, kind, status, initiator, determiner,
       document_number, initiated_at, due_on, next_timer_at, provisional, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      facts.measureId,
      events.length,
      facts.creditCode,
      facts.item.code,
      facts.item.kind,
      status,
      facts.initiator,
      facts.determination.department,
      facts.determination.documentNumber,
      facts.initiatedAt,
      due.on,
      nextTimerAt(after, reckoning),
      due.provisional,
      JSON.stringify(after),
    ],
  );
}

async function updateMeasure(queries: Queries, { before, after, events }: Change, reckoning: Reckoning): Promise<void> {
  const { measureId } = after.facts;
  const due = dueOf(after, reckoning);
  const updated = await queries.query(
    `UPDATE measures SET version = $3, status = $4, due_on = $5, next_timer_at = $6, provisional = $7, state = $8
     WHERE measure_id = $1 AND version = $2 RETURNING measure_id`,
    [
      measureId,
      before.version,
      before.version + events.length,
      after.status,
      due.on,
      nextTimerAt(after, reckoning),
      due.provisional,
      JSON.stringify(after),
    ],
  );
  if (updated.length === 0) throw new VersionConflict(measureId);
}

async function insertEvents(queries: Queries, version: number, events: readonly MeasureEvent[]): Promise<void> {
  const rows = events.map((event, at) => ({
    measure_id: event.measureId,
    version: version + at + 1,
    type: event.type,
    at: event.at,
    event,
  }));
  await queries.query(
    `INSERT INTO measure_events (measure_id, version, type, at, event)
     SELECT measure_id, version, type, at, event
     FROM jsonb_to_recordset($1::jsonb) AS given (measure_id text, version int, type text, at timestamptz, event jsonb)`,
    [JSON.stringify(rows)],
  );
}

async function insertParts(queries: Queries, { facts }: Measure): Promise<void> {
  const parts = [
    { department: facts.initiator, part: 'INITIATOR' },
    { department: facts.determination.department, part: 'DETERMINER' },
    ...facts.implementations.map(({ department }) => ({ department, part: 'IMPLEMENTER' })),
  ];
  await queries.query(
    `INSERT INTO measure_parts (measure_id, department, part)
     SELECT $1, department, part FROM jsonb_to_recordset($2::jsonb) AS given (department text, part text)`,
    [facts.measureId, JSON.stringify(parts)],
  );
}

async function saveOrders(queries: Queries, measureId: string, orders: readonly OrderRow[]): Promise<void> {
  await queries.query(
    `INSERT INTO measure_orders AS kept (order_id, measure_id, department, kind, sequence, status, given_on, due_on)
     SELECT "orderId", $1, department, kind, sequence, status, "givenOn", "dueOn"
     FROM jsonb_to_recordset($2::jsonb) AS given ("orderId" text, department text, kind text, sequence int, status text, "givenOn" date, "dueOn" date)
     ON CONFLICT (order_id) DO UPDATE SET status = excluded.status, due_on = excluded.due_on`,
    [measureId, JSON.stringify(orders)],
  );
}

async function insertDeliveries(
  queries: Queries,
  measureId: string,
  orders: readonly { readonly orderId: string; readonly department: string }[],
): Promise<void> {
  await queries.query(
    `INSERT INTO order_deliveries (order_id, measure_id, department)
     SELECT "orderId", $1, department FROM jsonb_to_recordset($2::jsonb) AS given ("orderId" text, department text)`,
    [measureId, JSON.stringify(orders)],
  );
}

async function endDelivered(queries: Queries, events: readonly MeasureEvent[]): Promise<void> {
  const delivered = events.flatMap((event) => (event.type === 'OrderDelivered' ? [event.orderId] : []));
  if (delivered.length === 0) return;
  await queries.query(
    `UPDATE order_deliveries SET state = 'DELIVERED', ended_at = now(), claimed_until = NULL, error_code = NULL
     WHERE order_id = ANY($1) AND state = 'WAITING'`,
    [delivered],
  );
}

/** An order that was superseded or answered on another way need not be delivered any more. */
async function endNeedless(queries: Queries, orders: readonly OrderRow[]): Promise<void> {
  const needless = orders.filter(({ status }) => status !== 'PENDING' && status !== 'DELIVERED');
  if (needless.length === 0) return;
  await queries.query(
    `UPDATE order_deliveries SET state = 'OBSOLETE', ended_at = now(), claimed_until = NULL
     WHERE order_id = ANY($1) AND state IN ('WAITING', 'DEAD')`,
    [needless.map(({ orderId }) => orderId)],
  );
}

/** False material bars the organisation, whatever measure it applied about. */
async function saveBars(queries: Queries, creditCode: string, events: readonly MeasureEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== 'RepairDenied' && event.type !== 'RepairRefused') continue;
    if (event.barredUntil === null) continue;
    await queries.query(
      `INSERT INTO repair_bars AS kept (credit_code, barred_until) VALUES ($1, $2)
       ON CONFLICT (credit_code) DO UPDATE SET barred_until = greatest(kept.barred_until, excluded.barred_until)`,
      [creditCode, event.barredUntil],
    );
  }
}
