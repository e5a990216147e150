import { createHash } from 'node:crypto';
import { DepartmentAnswerInvalid, DepartmentUnavailable } from '../../schema/errors.ts';
import type { DropEntry, DropFolder } from './file-drop-folder.ts';

/** A file as it stood while nobody wrote to it. */
export interface SteadyFile {
  readonly bytes: Buffer;
  /** sha256 of the content, hexadecimal. */
  readonly digest: string;
}

export interface SteadyBounds {
  readonly department: string;
  readonly maxBytes: number;
}

const MIB = 1024 * 1024;

/** The setting `maxFileMb` in bytes. Throws a TypeError when it is no number above 0. */
export function maxFileBytes(setting: string | undefined, otherwiseMb: number, department: string): number {
  const bytes = Number(setting ?? otherwiseMb) * MIB;
  if (!(bytes > 0)) throw new TypeError(`${department}: maxFileMb is not a number above 0`);
  return bytes;
}

/**
 * Reads a file of a folder in which there is no flag for "complete": size and time are the same before and after.
 * Throws DepartmentUnavailable for one that is being written, DepartmentAnswerInvalid for one that is too large.
 */
export async function readSteady(
  folder: DropFolder,
  entry: DropEntry,
  { department, maxBytes }: SteadyBounds,
): Promise<SteadyFile> {
  if (entry.size > maxBytes)
    throw new DepartmentAnswerInvalid({ department }, new RangeError(`${entry.name} is larger than ${maxBytes} bytes`));
  const bytes = await folder.read(entry.name, maxBytes);
  const after = (await folder.list()).find(({ name }) => name === entry.name);
  if (after?.size !== entry.size || after.mtimeMs !== entry.mtimeMs || bytes.length !== entry.size)
    throw new DepartmentUnavailable({ department }, new Error(`${entry.name} was written while it was read`));
  return { bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

/** What a share that hangs will never answer is given up with the signal: DepartmentUnavailable. */
export async function orGivenUp<T>(work: Promise<T>, signal: AbortSignal, department: string): Promise<T> {
  const givenUp = Promise.withResolvers<never>();
  const giveUp = () => givenUp.reject(new DepartmentUnavailable({ department }, signal.reason));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, givenUp.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
    work.catch(() => {});
  }
}
