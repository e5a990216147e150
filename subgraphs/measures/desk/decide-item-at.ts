import type { Database, Queries } from '../../database/database.ts';
import type { CatalogueItem } from '../catalogue/catalogue-item.ts';
import { decideItem, evolveItem, type ItemEvent } from '../catalogue/decide-item.ts';
import { refuse } from '../refusals.ts';
import type { GivenItem, GivenItemCommand, Giver } from './desk.ts';
import { keyedCommand, takeKey } from './idempotency.ts';
import { inTransaction, VersionConflict } from './transactions.ts';

/** What the coordinator does to an item, on record. @throws MeasureRefused */
export function decideItemAt(
  database: Database,
  command: GivenItemCommand,
  { giver, at }: { readonly giver: Giver; readonly at: string },
): Promise<GivenItem> {
  const keyed = keyedCommand(giver, command);
  return inTransaction(database, async (queries) => {
    const known = await takeKey(queries, keyed, { subject: command.code, at });
    const { item, version } = await loadItem(queries, command.code);
    if (known !== null) return { item, repeated: true };
    const events = decideItem({ ...command, at, by: giver.by }, item);
    const after = await saveItemEvents(queries, { item, version }, events);
    return { item: after, repeated: false };
  });
}

interface StoredItem {
  readonly item: CatalogueItem;
  readonly version: number;
}

/** @throws MeasureRefused ITEM_NOT_FOUND */
async function loadItem(queries: Queries, code: string): Promise<StoredItem> {
  const [row] = await queries.query<{ item: CatalogueItem; version: number }>(
    'SELECT item, version FROM catalogue_items WHERE code = $1',
    [code],
  );
  return row ?? refuse('ITEM_NOT_FOUND');
}

/** @throws VersionConflict when the item has been changed since it was read. */
export async function saveItemEvents(
  queries: Queries,
  { item, version }: StoredItem,
  events: readonly ItemEvent[],
): Promise<CatalogueItem> {
  const after = events.reduce(evolveItem, item);
  const updated = await queries.query(
    'UPDATE catalogue_items SET version = $3, item = $4 WHERE code = $1 AND version = $2 RETURNING code',
    [item.code, version, version + events.length, JSON.stringify(after)],
  );
  if (updated.length === 0) throw new VersionConflict(`Item ${item.code}`);
  for (const [at, event] of events.entries())
    await queries.query('INSERT INTO catalogue_events (code, version, at, event) VALUES ($1, $2, $3, $4)', [
      item.code,
      version + at + 1,
      event.at,
      JSON.stringify(event),
    ]);
  return after;
}
