import type { Database, Queries } from '../../subgraphs/database/database.ts';
import type { CatalogueItem } from '../../subgraphs/measures/catalogue/catalogue-item.ts';
import { decideItem, evolveItem, type ItemCommand } from '../../subgraphs/measures/catalogue/decide-item.ts';
import type { MeasureCommand } from '../../subgraphs/measures/commands.ts';
import { decide } from '../../subgraphs/measures/decide.ts';
import type { Desk, Giver } from '../../subgraphs/measures/desk/desk.ts';
import type { MeasureEvent } from '../../subgraphs/measures/events.ts';
import { evolve } from '../../subgraphs/measures/evolve.ts';
import { IdempotencyKeyReused, keyHolder } from '../../subgraphs/measures/idempotency-key.ts';
import { openMatters } from '../../subgraphs/measures/matters.ts';
import { refuse } from '../../subgraphs/measures/refusals.ts';
import { noMeasure, type Measure, type MeasureState } from '../../subgraphs/measures/state/measure.ts';
import { contextOf, gateway } from './measure-story.ts';

export interface TestDesk extends Desk {
  /** What only the gateway itself gives. */
  byGateway(measureId: string, said: { type: 'markDelivered'; orderId: string } | { type: 'escalate' }): Promise<void>;
}

/** The plainest desk that keeps its word: one command after the other, each in one transaction. For tests only. */
export function createTestDesk(database: Database, clock: { now(): number }): TestDesk {
  const at = () => new Date(clock.now()).toISOString();
  const once = <Done>(giver: Giver, subject: string, said: object, work: (queries: Queries) => Promise<Done>) =>
    database.transaction(async (queries) => {
      const key = [keyHolder(giver.by), giver.idempotencyKey];
      const digest = JSON.stringify(said);
      const [known] = await queries.query<{ digest: string; subject: string }>(
        'SELECT digest, subject FROM measure_commands WHERE caller = $1 AND idempotency_key = $2',
        key,
      );
      if (known !== undefined && known.digest !== digest) throw new IdempotencyKeyReused();
      if (known !== undefined) return known.subject;
      const done = await work(queries);
      await queries.query('INSERT INTO measure_commands VALUES ($1, $2, $3, $4, $5)', [...key, digest, subject, at()]);
      return done;
    });
  const measureOf = async (done: Measure | string) => ({
    measure: typeof done === 'string' ? await load(database, done) : done,
    repeated: typeof done === 'string',
  });
  return {
    async initiate(command, giver) {
      const [row] = await database.query<{ count: number }>('SELECT count(*) FROM measures');
      const measureId = `m-${row!.count + 1}`;
      const item = await itemOf(database, command.itemCode);
      const done = await once(giver, measureId, command, (queries) =>
        take(queries, { ...command, measureId, at: at(), by: giver.by }, { state: noMeasure, item }),
      );
      return measureOf(done);
    },
    async give(measureId, command, giver) {
      const said = { ...command, measureId, at: at(), by: giver.by } as MeasureCommand;
      return measureOf(await once(giver, measureId, { ...command, measureId }, (queries) => take(queries, said)));
    },
    async byGateway(measureId, said) {
      const command: MeasureCommand = { ...said, measureId, at: at(), by: gateway };
      await database.transaction((queries) => take(queries, command));
    },
    async decideItem(given, giver) {
      const command = { ...given, at: at(), by: giver.by } as ItemCommand;
      const done = await once(giver, given.code, given, async (queries) => {
        const item = (await itemOf(queries, given.code)) ?? refuse('ITEM_NOT_FOUND');
        const after = decideItem(command, item).reduce(evolveItem, item);
        await queries.query('UPDATE catalogue_items SET item = $2 WHERE code = $1', [given.code, after]);
        return after;
      });
      if (typeof done !== 'string') return { item: done, repeated: false };
      return { item: (await itemOf(database, done))!, repeated: true };
    },
  };
}

export async function saveItems(queries: Queries, items: readonly CatalogueItem[]): Promise<void> {
  for (const item of items)
    await queries.query('INSERT INTO catalogue_items VALUES ($1, $2, 0, $3)', [item.code, 'digest', item]);
}

async function itemOf(queries: Queries, code: string): Promise<CatalogueItem | null> {
  const [row] = await queries.query<{ item: CatalogueItem }>('SELECT item FROM catalogue_items WHERE code = $1', [
    code,
  ]);
  return row?.item ?? null;
}

async function load(queries: Queries, measureId: string): Promise<Measure> {
  const [row] = await queries.query<{ state: Measure }>('SELECT state FROM measures WHERE measure_id = $1', [
    measureId,
  ]);
  return row?.state ?? refuse('MEASURE_NOT_FOUND');
}

async function take(
  queries: Queries,
  command: MeasureCommand,
  given: { readonly state?: MeasureState; readonly item?: CatalogueItem | null } = {},
): Promise<Measure> {
  const state = given.state ?? (await load(queries, command.measureId));
  const events = decide(command, state, contextOf({ item: given.item ?? null }));
  const measure = events.reduce(evolve, state) as Measure;
  await saveMeasure(queries, measure);
  await saveEvents(queries, events);
  return measure;
}

async function saveMeasure(queries: Queries, measure: Measure): Promise<void> {
  const { facts, status } = measure;
  const { measureId, determination } = facts;
  const matters = openMatters(measure);
  const dues = matters.map(({ due }) => due.on).sort();
  await queries.query(
    `INSERT INTO measures VALUES ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, false, $11)
     ON CONFLICT (measure_id) DO UPDATE SET status = excluded.status, due_on = excluded.due_on, state = excluded.state`,
    [
      measureId,
      facts.creditCode,
      facts.item.code,
      facts.item.kind,
      status,
      facts.initiator,
      determination.department,
      determination.documentNumber,
      facts.initiatedAt,
      dues[0] ?? null,
      measure,
    ],
  );
  const parts = [
    [facts.initiator, 'INITIATOR'],
    [determination.department, 'DETERMINER'],
    ...facts.implementations.map(({ department }) => [department, 'IMPLEMENTER']),
  ];
  for (const part of parts)
    await queries.query('INSERT INTO measure_parts VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [measureId, ...part]);
  for (const order of facts.implementations.flatMap(({ orders }) => orders)) {
    const due = matters.find(({ about }) => about === order.orderId)?.due.on ?? null;
    await queries.query(
      `INSERT INTO measure_orders VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (order_id) DO UPDATE SET status = excluded.status, due_on = excluded.due_on`,
      [order.orderId, measureId, order.department, order.kind, order.sequence, order.status, order.givenOn, due],
    );
  }
}

export async function saveEvents(queries: Queries, events: readonly MeasureEvent[]): Promise<void> {
  for (const event of events) {
    await queries.query(
      `INSERT INTO measure_events SELECT $1, 1 + count(*), $2, $3, $4 FROM measure_events WHERE measure_id = $1`,
      [event.measureId, event.type, event.at, event],
    );
    if (event.type !== 'OrdersIssued') continue;
    for (const { orderId, department } of event.orders)
      await queries.query('INSERT INTO order_deliveries (order_id, measure_id, department) VALUES ($1, $2, $3)', [
        orderId,
        event.measureId,
        department,
      ]);
  }
}
