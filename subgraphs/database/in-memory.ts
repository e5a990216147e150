import { PGlite } from '@electric-sql/pglite';
import { dataDir as emptyDatabase } from '@electric-sql/pglite-prepopulatedfs';

/** An empty PostgreSQL in this process's memory. */
export async function openInMemory(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: await emptyDatabase() });
}
