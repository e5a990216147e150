import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { dataDir as emptyDatabase } from '@electric-sql/pglite-prepopulatedfs';

/**
 * Opens the embedded database of a folder that this process owns; a new one begins as a copy of an empty one, at a third
 * of what making one takes. The copy is there whole and on the disk, or it is made again: whoever dies on the way leaves
 * a note beside the folder.
 * @throws Error when the folder holds files that are no database
 */
export async function openFolder(folder: string, open: (copied?: Blob) => Promise<PGlite>): Promise<PGlite> {
  const unfinished = `${folder}.unfinished`;
  if (existsSync(unfinished)) rmSync(folder, { recursive: true, force: true });
  // The database's own files are open to everybody of the machine; their folder is not.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (existsSync(join(folder, 'PG_VERSION'))) return open();
  if (readdirSync(folder).length > 0)
    throw new Error(`${folder} holds files, but no database; restore it from a copy, or move it away to begin anew`);
  writeFileSync(unfinished, '');
  writeOut(unfinished);
  const lite = await open(await emptyDatabase());
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) writeOut(join(folder, path));
  writeOut(folder);
  rmSync(unfinished);
  return lite;
}

/** Has a file, or the names in a folder, written to the disk. */
function writeOut(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
