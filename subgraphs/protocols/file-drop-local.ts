import { createReadStream } from 'node:fs';
import { readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DepartmentAnswerInvalid,
  DepartmentError,
  DepartmentRefused,
  DepartmentUnavailable,
} from '../../schema/errors.ts';
import type { DropEntry, WritableFolder } from './file-drop-folder.ts';
import { unfinishedName } from './file-drop-unfinished.ts';

/** The drop as a folder of this machine or of a mounted share. */
export async function openLocalFolder(url: URL, department: string, signal: AbortSignal): Promise<WritableFolder> {
  const folder = fileURLToPath(url);
  return {
    list: () => orFailure(department, listFiles(folder)),
    read: (name, maxBytes) => orFailure(department, readAtMost(join(folder, name), { maxBytes, department, signal })),
    write: (name, bytes) => orFailure(department, writeWhole(join(folder, name), bytes, signal)),
    close: async () => {},
  };
}

async function listFiles(folder: string): Promise<DropEntry[]> {
  const names = await readdir(folder);
  const entries = await Promise.all(names.map((name) => entryOf(folder, name)));
  return entries.filter((entry) => entry !== null);
}

/** null for what is no file, or has gone since the folder was read. */
async function entryOf(folder: string, name: string): Promise<DropEntry | null> {
  try {
    const facts = await stat(join(folder, name));
    return facts.isFile() ? { name, size: facts.size, mtimeMs: facts.mtimeMs } : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

interface Bounds {
  readonly maxBytes: number;
  readonly department: string;
  readonly signal: AbortSignal;
}

async function readAtMost(path: string, { maxBytes, department, signal }: Bounds): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: maxBytes, signal })) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (bytes.length > maxBytes)
    throw new DepartmentAnswerInvalid({ department }, new RangeError('the file is too large'));
  return bytes;
}

async function writeWhole(path: string, bytes: Buffer, signal: AbortSignal): Promise<void> {
  const unfinished = unfinishedName(path);
  await writeFile(unfinished, bytes, { signal, flush: true });
  await rename(unfinished, path);
}

async function orFailure<T>(department: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DepartmentError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw new DepartmentRefused({ department }, error);
    throw new DepartmentUnavailable({ department }, error);
  }
}
