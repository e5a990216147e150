import pino from 'pino';
import type { Database } from '../../subgraphs/database/database.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';

export const quiet = pino({ level: 'silent' });

/** An embedded database in memory with the product's schema, closed at the end of its scope. */
export async function openTestDatabase(): Promise<Database & AsyncDisposable> {
  const database = await openDatabase({ url: null, dataDir: null }, quiet);
  return Object.assign(database, { [Symbol.asyncDispose]: () => database.close() });
}
