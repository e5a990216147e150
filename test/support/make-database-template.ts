import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { databaseOver } from '../../subgraphs/database/database.ts';
import { migrate } from '../../subgraphs/database/migrate.ts';
import { databaseTemplate } from './database-template.ts';

/** Runs once before all tests: an empty database with the product's schema, as a file. */
export default async function makeDatabaseTemplate(): Promise<void> {
  const file = databaseTemplate();
  if (existsSync(file)) return;
  const lite = await PGlite.create();
  const database = databaseOver(new pg.Pool({ ...createPgConfig(lite), max: 1 }), () => lite.close());
  try {
    await migrate(database);
    await database.query('CHECKPOINT');
    const dumped = await lite.dumpDataDir('none');
    // Another run may be making it as well: it is there whole or not at all.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, new Uint8Array(await dumped.arrayBuffer()));
    renameSync(unfinished, file);
  } finally {
    await database.close();
  }
}
