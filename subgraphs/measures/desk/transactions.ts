import { setTimeout as wait } from 'node:timers/promises';
import type { Database, Queries } from '../../database/database.ts';

/** The measure was changed by somebody else since it was read: decide again on what it is now. */
export class VersionConflict extends Error {
  constructor(subject: string) {
    super(`${subject} was changed meanwhile`);
    this.name = 'VersionConflict';
  }
}

const mostTries = 40;
const longestWaitMs = 40;
/** unique_violation, serialization_failure, deadlock_detected: somebody else was first. */
const conflicts: ReadonlySet<unknown> = new Set(['23505', '40001', '40P01']);

/**
 * One transaction, from its beginning again when somebody else was first: nothing of the lost try stays. `work` reads
 * everything that it decides on inside the transaction.
 */
export async function inTransaction<T>(database: Database, work: (queries: Queries) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (!isConflict(error) || tries === mostTries) throw error;
      await wait(Math.random() * Math.min(longestWaitMs, tries * 4));
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof VersionConflict || conflicts.has((error as { code?: unknown } | null)?.code);
}
