import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { openInMemory } from '../../../subgraphs/database/in-memory.ts';
import type { District } from '../../district.ts';
import { createRows } from './rows.ts';

const samples = join(import.meta.dirname, '../../../subgraphs/departments/market-regulation/sample');

/** What runs statements on a database that is being filled. */
export interface Loading {
  readonly run: (statements: string) => Promise<unknown>;
  readonly insert: (statement: string, values: string[]) => Promise<unknown>;
}

/** Fills a database with the document's sample, the column of addresses, the table of orders, and the district's rows. */
export async function load({ run, insert }: Loading, district: District): Promise<void> {
  for (const file of ['xyjh.postgres.sql', 'xyjh-dom.postgres.sql', 'lhjc.postgres.sql'])
    await run(readFileSync(join(samples, file), 'utf8'));
  for (const [table, rows] of Object.entries(createRows(district))) {
    const statement = `INSERT INTO xyjh.${table} SELECT * FROM jsonb_populate_recordset(NULL::xyjh.${table}, $1::jsonb)`;
    await insert(statement, [JSON.stringify(rows)]);
  }
}

/** The exchange database in memory, to be read and not changed, but for the table of orders. */
export async function createDatabase(district: District): Promise<PGlite> {
  const database = await openInMemory();
  const run = (statements: string) => database.exec(statements);
  await load({ run, insert: (statement, values) => database.query(statement, values) }, district);
  // One session serves every client: what it may do is what the read-only account may do.
  await run(
    'CREATE ROLE reader; GRANT USAGE ON SCHEMA xyjh TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA xyjh TO reader; ' +
      'GRANT INSERT, UPDATE ON xyjh.lhjc_zl TO reader; SET ROLE reader',
  );
  return database;
}
