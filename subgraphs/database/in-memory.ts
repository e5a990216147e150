import { readFile } from 'node:fs/promises';
import type { PGliteOptions } from '@electric-sql/pglite';

let copiedFrom: string | null = null;

/**
 * From now on databases in memory start as copies of a data folder (a tar of PGlite's `dumpDataDir`) rather than from
 * nothing, at a fifth of the cost: tests open hundreds of them.
 */
export function copyInMemoryFrom(file: string): void {
  copiedFrom = file;
}

export async function inMemoryOptions(): Promise<PGliteOptions> {
  return copiedFrom === null ? {} : { loadDataDir: new Blob([await readFile(copiedFrom)]) };
}
