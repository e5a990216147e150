import type { PGlite } from '@electric-sql/pglite';

/** An empty PostgreSQL in this process's memory. */
export async function openInMemory(): Promise<PGlite> {
  const [library, prepared] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite-prepopulatedfs'),
  ]);
  return library.PGlite.create({ loadDataDir: await prepared.dataDir() });
}
