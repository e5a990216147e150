import { canonicalJson, sha256 } from '../../../schema/canonical-json.ts';
import type { Database, Queries } from '../../database/database.ts';
import type { CatalogueItem } from '../catalogue/catalogue-item.ts';
import { gatewayItself } from '../state/caller.ts';
import { saveItemEvents } from './decide-item-at.ts';
import { inTransaction } from './transactions.ts';

/**
 * Brings the catalogue of the database up to the reviewed files. An entry that the files have changed takes the place
 * of what an officer had made of the old one: who enabled it had verified another text, and has to look again. What
 * the files no longer have stays as it is, until an officer retires it.
 */
export async function keepCatalogue(database: Database, items: readonly CatalogueItem[], at: string): Promise<void> {
  await inTransaction(database, async (queries) => {
    const kept = await queries.query<{ code: string; digest: string; version: number; item: CatalogueItem }>(
      'SELECT code, digest, version, item FROM catalogue_items',
    );
    const byCode = new Map(kept.map((row) => [row.code, row]));
    for (const item of items) {
      const known = byCode.get(item.code);
      const digest = sha256(canonicalJson(item));
      if (known === undefined) await insertItem(queries, item, { digest, at });
      else if (known.digest !== digest) {
        await saveItemEvents(queries, known, [{ type: 'ItemRevised', code: item.code, at, by: gatewayItself, item }]);
        await queries.query('UPDATE catalogue_items SET digest = $2 WHERE code = $1', [item.code, digest]);
      }
    }
  });
}

async function insertItem(
  queries: Queries,
  item: CatalogueItem,
  { digest, at }: { readonly digest: string; readonly at: string },
): Promise<void> {
  const text = JSON.stringify(item);
  await queries.query('INSERT INTO catalogue_items (code, digest, version, item) VALUES ($1, $2, 1, $3)', [
    item.code,
    digest,
    text,
  ]);
  await queries.query('INSERT INTO catalogue_events (code, version, at, event) VALUES ($1, 1, $2, $3)', [
    item.code,
    at,
    JSON.stringify({ type: 'ItemRevised', code: item.code, at, by: gatewayItself, item }),
  ]);
}
