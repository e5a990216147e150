import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const library = join(import.meta.dirname, '../../node_modules/@electric-sql/pglite/package.json');

/** Where the empty database is kept that those in memory are copied from; another one for each version of the library. */
export function databaseTemplate(): string {
  const { version } = JSON.parse(readFileSync(library, 'utf8')) as { version: string };
  return join(tmpdir(), `credit-gateway-empty-database-${version}.tar`);
}
