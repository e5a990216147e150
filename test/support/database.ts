import pino from 'pino';
import type { Database } from '../../subgraphs/database/database.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';
import { createPostgresDatabase, postgres } from './postgres.ts';

export const quiet = pino({ level: 'silent' });

/** Where a test keeps what is no subject of its own: on the PostgreSQL server, or where there is none embedded (null). */
export interface LentDatabase {
  readonly url: string | null;
  /** What a process of the product is started with to keep it there. */
  readonly setting: Readonly<Record<string, string>>;
  giveBack(): Promise<void>;
}

/** An empty database for one test. A server opens one at a tenth of what the embedded one costs. */
export async function lendDatabase(): Promise<LentDatabase> {
  if (!postgres.isThere) return { url: null, setting: {}, giveBack: async () => undefined };
  const created = await createPostgresDatabase();
  // Nobody pulls the plug of what stands in for memory; tests of durability make a database of their own.
  const url = `${created.url}?options=-c%20synchronous_commit%3Doff`;
  return { url, setting: { DATABASE_URL: url }, giveBack: () => created.drop() };
}

/** An empty database with the product's schema, closed and gone at the end of its scope. */
export async function openTestDatabase(): Promise<Database & AsyncDisposable> {
  const lent = await lendDatabase();
  const database = await openDatabase({ url: lent.url, dataDir: null }, quiet);
  const close = async () => {
    await database.close();
    await lent.giveBack();
  };
  return { ...database, close, [Symbol.asyncDispose]: close };
}
