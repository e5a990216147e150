import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './database.ts';

const folder = join(import.meta.dirname, 'migrations');
// Any number that no other program takes as an advisory lock on this database.
const LOCK = 510_904;

/** Applies the migrations that this database has not seen, each in its own transaction, one process at a time. */
export async function migrate(database: Database): Promise<void> {
  // Under the lock too: two processes that make the table at once would collide in the server's own catalogue.
  await database.transaction(async (queries) => {
    await queries.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await queries.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
  });
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()) {
    await database.transaction(async (queries) => {
      await queries.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const [done] = await queries.query('SELECT 1 FROM schema_migrations WHERE name = $1', [name]);
      if (done !== undefined) return;
      for (const statement of statements(readFileSync(join(folder, name), 'utf8'))) await queries.query(statement);
      await queries.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    });
  }
}

/** One statement a call: the wire protocol with parameters takes no more. A statement ends with `;` at a line's end. */
function statements(sql: string): string[] {
  return sql
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^--.*$/gm, '').trim() !== '');
}
