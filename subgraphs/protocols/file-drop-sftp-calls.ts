import type { SFTPWrapper } from 'ssh2';
import { DepartmentAnswerInvalid } from '../../schema/errors.ts';
import type { DropEntry } from './file-drop-folder.ts';

/** One request carries at most this much, which every server grants. */
export const CHUNK_BYTES = 32 * 1024;
/** Requests for parts of one file that are under way at once: what hides the way to the host and back. */
const AHEAD = 16;

type Done<T> = (error: Error | undefined | null, value: T) => void;

/** One request and what its callback is given. */
export function answerOf<T>(ask: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, value) => (error ? reject(error) : resolve(value)));
  });
}

export async function listSftp(sftp: SFTPWrapper, folder: string): Promise<DropEntry[]> {
  const entries = await answerOf<Parameters<Parameters<SFTPWrapper['readdir']>[1]>[1]>((done) =>
    sftp.readdir(folder, done),
  );
  return entries
    .filter(({ attrs }) => !attrs.isDirectory())
    .map(({ filename, attrs }) => ({ name: filename, size: attrs.size, mtimeMs: attrs.mtime * 1000 }));
}

interface Bounds {
  readonly maxBytes: number;
  readonly department: string;
}

export async function readSftp(sftp: SFTPWrapper, path: string, { maxBytes, department }: Bounds): Promise<Buffer> {
  const handle = await answerOf<Buffer>((done) => sftp.open(path, 'r', done));
  try {
    const parts: Buffer[] = [];
    for (let at = 0; ; at += CHUNK_BYTES * AHEAD) {
      const starts = Array.from({ length: AHEAD }, (_, index) => at + index * CHUNK_BYTES);
      // The first is asked alone, so that the many small files cost one request each.
      const first = await readPart(sftp, handle, starts[0]!);
      parts.push(first);
      if (first.length < CHUNK_BYTES) break;
      const others = await Promise.all(starts.slice(1).map((start) => readPart(sftp, handle, start)));
      parts.push(...others);
      if (at > maxBytes) break;
      if (others.some((part) => part.length < CHUNK_BYTES)) break;
    }
    const bytes = Buffer.concat(parts);
    if (bytes.length > maxBytes)
      throw new DepartmentAnswerInvalid({ department }, new RangeError('the file is too large'));
    return bytes;
  } finally {
    await answerOf<void>((done) => sftp.close(handle, (error) => done(error, undefined))).catch(() => {});
  }
}

/** Reads until the part is full or the file ends: a server may give less at once than it was asked for. */
async function readPart(sftp: SFTPWrapper, handle: Buffer, start: number): Promise<Buffer> {
  const part = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  while (filled < CHUNK_BYTES) {
    const count = await answerOf<number>((done) =>
      sftp.read(handle, part, filled, CHUNK_BYTES - filled, start + filled, (error, read) => done(error, read)),
    );
    if (count === 0) break;
    filled += count;
  }
  return part.subarray(0, filled);
}
