import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { databaseTemplate } from './database-template.ts';

/** Runs once before all tests: an empty database as a file. */
export default async function makeDatabaseTemplate(): Promise<void> {
  const file = databaseTemplate();
  if (existsSync(file)) return;
  const lite = await PGlite.create();
  try {
    await lite.exec('CHECKPOINT');
    const dumped = await lite.dumpDataDir('none');
    // Another run may be making it as well: it is there whole or not at all.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, new Uint8Array(await dumped.arrayBuffer()));
    renameSync(unfinished, file);
  } finally {
    await lite.close();
  }
}
