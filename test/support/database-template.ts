import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const migrations = join(root, 'subgraphs/database/migrations');
const library = join(root, 'node_modules/@electric-sql/pglite/package.json');

/** Where the database is kept that those in memory are copied from; another one for each state of its schema. */
export function databaseTemplate(): string {
  const hash = createHash('sha256').update((JSON.parse(readFileSync(library, 'utf8')) as { version: string }).version);
  for (const name of readdirSync(migrations).toSorted()) hash.update(name).update(readFileSync(join(migrations, name)));
  return join(tmpdir(), `credit-gateway-database-${hash.digest('hex').slice(0, 16)}.tar`);
}
