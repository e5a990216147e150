import { readFile } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';

let copiedFrom: string | null = null;

/**
 * From now on databases in memory start as copies of an empty one (a tar of PGlite's `dumpDataDir`) rather than from
 * nothing, at a fifth of the cost: tests open hundreds of them.
 */
export function copyInMemoryFrom(file: string): void {
  copiedFrom = file;
}

/** An empty PostgreSQL in this process's memory. */
export async function openInMemory(): Promise<PGlite> {
  // Whoever only says what to copy from does not load the library.
  const library = await import('@electric-sql/pglite');
  return library.PGlite.create(copiedFrom === null ? {} : { loadDataDir: new Blob([await readFile(copiedFrom)]) });
}
