import type { CachedRecords } from './cached-records.ts';
import type { Generations } from './generations.ts';
import { TooManyDropsOwed } from './owed-drops.ts';
import { recordCacheKey } from './record-store.ts';

/** What changes of departments' records do to the records kept here. Every process has one; all may be told the same. */
export interface RecordInvalidation {
  /**
   * What is kept about these organisations is gone when this resolves, and nothing that a department said before comes
   * back. While Redis does not answer it is gone from this process, and from Redis before that is believed again.
   */
  drop(department: string, creditCodes: readonly string[]): Promise<void>;
  /**
   * Everything kept of a department is left behind, in every process: here at once, elsewhere on `reread`, and within a
   * second without it. Written down in the database: rejects when that does not answer. To be called once a change.
   */
  raise(department: string): Promise<void>;
  /** Another process has raised a generation. */
  reread(): Promise<void>;
  /**
   * false: this process may not hear what others drop. What it keeps for itself alone is fresh for a second then, and
   * STALE after it; what is in Redis is not affected. true again: it hears everything from now on.
   */
  trust(heard: boolean): void;
}

export interface RecordInvalidationParts {
  readonly records: CachedRecords;
  readonly generations: Generations;
  /** By department; what is not asked, or not known here, has nothing to drop. */
  readonly recordSets: ReadonlyMap<string, readonly string[]>;
}

export function createRecordInvalidation(parts: RecordInvalidationParts): RecordInvalidation {
  const { generations, records, recordSets } = parts;
  return {
    async drop(department, creditCodes) {
      const sets = recordSets.get(department) ?? [];
      if (sets.length === 0) return;
      const generation = await generations.of(department);
      const keys = creditCodes.flatMap((code) => sets.map((set) => recordCacheKey(department, generation, code, set)));
      try {
        await records.drop(keys);
      } catch (error) {
        if (!(error instanceof TooManyDropsOwed)) throw error;
        await generations.raise(department);
      }
    },
    raise: (department) => generations.raise(department),
    reread: () => generations.reread(),
    trust: (heard) => records.trust(heard),
  };
}
