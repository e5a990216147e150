import { setTimeout as pause } from 'node:timers/promises';
import type { DeskEntry } from '../../demo/order-book.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import type { Answered } from './measures-driver.ts';
import type { Kept } from './measures-promises.ts';
import type { Stage } from './measures-stage.ts';

/** Set to repeat a proof that failed. */
export const proofSeed = Number(process.env['PROOF_SEED'] ?? Date.now() % 1_000_000);
export const isLong = process.env['LONG_PROOFS'] === '1';

/** Looks until it is so; what does not come within the time fails the proof. */
export async function until(what: string, isSo: () => Promise<boolean>, withinMs = 120_000): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`within ${withinMs} ms it was not so that ${what}`);
    await pause(100);
  }
}

export async function waiting(
  database: Database,
): Promise<readonly { order_id: string; claimed_until: string | null }[]> {
  return database.query("SELECT order_id, claimed_until FROM order_deliveries WHERE state = 'WAITING'");
}

/** Every delivery has ended, and the departments have looked at what came to them. */
export async function untilDelivered(database: Database, stage: Stage, withinMs?: number): Promise<void> {
  const isDone = async () => (await waiting(database)).length === 0;
  await until('nothing waits for delivery', isDone, withinMs);
  for (const { orders } of stage.standIns) await orders!.work().catch(() => undefined);
  await until('nothing waits for delivery', isDone, withinMs);
}

export function booksOf(stage: Stage): ReadonlyMap<string, readonly DeskEntry[]> {
  return new Map(stage.standIns.map(({ department, orders }) => [department, orders!.list()]));
}

interface Found {
  readonly kept: Kept;
  readonly answered: readonly Answered[];
  readonly books: ReadonlyMap<string, readonly DeskEntry[]>;
}

/** How much happened in a proof. */
export function countsOf({ answered, books, kept }: Found) {
  const { deliveries, events, measures } = kept;
  return {
    commands: answered.length,
    refused: answered.filter(({ refused }) => refused !== null).length,
    repeated: answered.filter(({ repeated }) => repeated).length,
    measures: measures.length,
    events: events.length,
    expired: events.filter((event) => event.type === 'MeasureLifted' && event.reason === 'EXPIRED').length,
    escalations: events.filter(({ type }) => type === 'DeadlineEscalated').length,
    orders: deliveries.length,
    received: [...books.values()].flat().length,
    receivedAgain: [...books.values()].flat().filter(({ receipts }) => receipts > 1).length,
  };
}

/** One line of a proof's result, as its record keeps it. */
export function tell(facts: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}
