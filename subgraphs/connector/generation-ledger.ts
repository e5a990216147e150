import type { GenerationLedger } from '../cache/generations.ts';
import type { Database } from '../database/database.ts';

/** In the database: Redis may lose a number and keep the records. A generation is random, so it never comes again. */
export function createGenerationLedger(database: Database): GenerationLedger {
  return {
    async read() {
      const rows = await database.query<{ department: string; generation: string }>(
        'SELECT department, generation FROM record_generations',
      );
      return new Map(rows.map(({ department, generation }) => [department, generation]));
    },
    async raise(department) {
      await database.query(
        `INSERT INTO record_generations (department) VALUES ($1)
         ON CONFLICT (department) DO UPDATE SET generation = excluded.generation, raised_at = excluded.raised_at`,
        [department],
      );
    },
  };
}
