import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { District } from '../../district.ts';
import { createRows } from './rows.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/market-regulation/sample/xyjh.postgres.sql');

/** The exchange database in memory: the document's sample and the district's rows, to be read and not changed. */
export async function createDatabase(district: District): Promise<PGlite> {
  const database = await PGlite.create();
  await database.exec(readFileSync(sample, 'utf8'));
  for (const [table, rows] of Object.entries(createRows(district))) {
    await database.query(
      `INSERT INTO xyjh.${table} SELECT * FROM jsonb_populate_recordset(NULL::xyjh.${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
  // One session serves every client: what it may do is what the read-only account may do.
  await database.exec(
    'CREATE ROLE reader; GRANT USAGE ON SCHEMA xyjh TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA xyjh TO reader; SET ROLE reader',
  );
  return database;
}
