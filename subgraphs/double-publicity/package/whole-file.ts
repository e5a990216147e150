import { open, rename, rm } from 'node:fs/promises';
import { dirname, join, basename } from 'node:path';

/**
 * Writes a file that is there whole or not at all, whenever the process or the machine dies: under another name first,
 * forced to disk, then renamed, and the folder forced to disk too.
 */
export async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const unfinished = join(dirname(file), `.${basename(file)}.part`);
  try {
    const handle = await open(unfinished, 'w', 0o640);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
