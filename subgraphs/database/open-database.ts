import pg from 'pg';
import type { Logger } from 'pino';
import { databaseOver, type Database } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { plainTypes } from './plain-types.ts';

export interface DatabaseSettings {
  /** A PostgreSQL server (15 or newer); null: the embedded one. */
  readonly url: string | null;
  /** Folder of the embedded database; null keeps it in memory, for tests. */
  readonly dataDir: string | null;
}

/** Opens the database and brings its schema up to date. */
export async function openDatabase(settings: DatabaseSettings, log: Logger): Promise<Database> {
  const database = settings.url === null ? await openEmbedded(settings.dataDir, log) : openServer(settings.url, log);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function openServer(url: string, log: Logger): Database {
  const pool = new pg.Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 5000, types: plainTypes });
  pool.on('error', (error) => log.warn({ err: error.message }, 'a database connection was lost'));
  return databaseOver(pool, { keepsNames: true });
}
