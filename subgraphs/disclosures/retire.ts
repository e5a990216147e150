import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import { addMonths, dropPartitions, partitionMonths } from './partitions.ts';
import { monthOf } from './group.ts';
import type { DisclosureLog } from './log.ts';

/**
 * Drops the months that are older than is kept, each as a whole partition; the roots over their entries stay. That
 * they were dropped is written down first: a month that is missing without it was taken away.
 */
export async function retireMonths(
  { clock, database, log }: { readonly clock: Clock; readonly database: Database; readonly log: DisclosureLog },
  monthsKept: number,
): Promise<readonly string[]> {
  const now = new Date(clock.now()).toISOString();
  const oldestKept = addMonths(monthOf(now), -monthsKept);
  const old = (await partitionMonths(database)).filter((month) => month < oldestKept);
  const through = old.at(-1);
  if (through === undefined) return [];
  await log.note({ id: `retire ${through} ${now}`, at: now, retirement: { name: 'retire', through } });
  for (const month of old) await dropPartitions(database, month);
  return old;
}
