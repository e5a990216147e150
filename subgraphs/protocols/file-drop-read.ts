import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { DepartmentAnswerInvalid, DepartmentUnavailable } from '../../schema/errors.ts';
import type { Delivery, Known } from '../connector/protocol.ts';
import { deliveryOf } from './file-drop-delivery.ts';
import { isComplete, type DropFile } from './file-drop-files.ts';
import type { DropFolder } from './file-drop-folder.ts';

/** What became of one file in one look. */
export type Outcome =
  | { readonly state: 'known'; readonly file: DropFile }
  | { readonly state: 'taken'; readonly file: DropFile; readonly delivery: Delivery }
  | Failed
  /** Left for the next look. */
  | { readonly state: 'later'; readonly file: DropFile };
export type Failed = { readonly state: 'failed'; readonly file: DropFile; readonly error: Error };

export interface ReadParts {
  readonly folder: DropFolder;
  readonly known: Known;
  readonly department: string;
  readonly log: Logger;
  /** Bound on one file, and on what is taken in one look. */
  readonly maxBytes: number;
}

type Digest = { readonly file: DropFile; readonly digest: string } | Failed;

const FLAG_BYTES = 4096;
const FLAGS_AT_ONCE = 8;

/** Takes what is new or was sent again, as far as one look may carry. The flags are read first; they are small. */
export async function readFiles(parts: ReadParts, files: readonly DropFile[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let left = parts.maxBytes;
  for (const one of await readDigests(parts, files)) {
    if ('error' in one) outcomes.push(one);
    else if (parts.known.digestOf(one.file.recordSet, one.file.name) === one.digest)
      outcomes.push({ state: 'known', file: one.file });
    else {
      const size = one.file.data?.size ?? 0;
      const fits = size <= left || left === parts.maxBytes;
      if (fits) left -= size;
      outcomes.push(fits ? await readFile(parts, one.file, one.digest) : { state: 'later', file: one.file });
    }
  }
  return outcomes;
}

async function readDigests(parts: ReadParts, files: readonly DropFile[]): Promise<Digest[]> {
  const digests: Digest[] = [];
  for (let at = 0; at < files.length; at += FLAGS_AT_ONCE) {
    const some = files.slice(at, at + FLAGS_AT_ONCE);
    digests.push(...(await Promise.all(some.map((file) => readDigest(parts, file)))));
  }
  return digests;
}

async function readDigest({ folder, department }: ReadParts, file: DropFile): Promise<Digest> {
  if (!isComplete(file))
    return failed(file, new DepartmentUnavailable({ department }, new Error('not complete: still being written')));
  if (file.md5 === undefined) return failed(file, invalid(department, 'complete, but without its md5'));
  try {
    const content = (await folder.read(file.md5.name, FLAG_BYTES)).toString('latin1');
    const [, digest, name] = /^\s*([0-9a-f]{32})(?:\s+\*?(\S+))?\s*$/i.exec(content) ?? [];
    if (digest === undefined) return failed(file, invalid(department, 'its md5 file holds no md5'));
    if (name !== undefined && name !== file.name) return failed(file, invalid(department, 'its md5 is another file’s'));
    return { file, digest: digest.toLowerCase() };
  } catch (error) {
    return failed(file, error);
  }
}

async function readFile(
  { folder, department, log, maxBytes }: ReadParts,
  file: DropFile,
  digest: string,
): Promise<Outcome> {
  try {
    const bytes = await folder.read(file.name, maxBytes);
    if (createHash('md5').update(bytes).digest('hex') !== digest)
      return failed(file, invalid(department, 'the md5 does not match'));
    return { state: 'taken', file, delivery: deliveryOf(file, bytes, { digest, department, log }) };
  } catch (error) {
    return failed(file, error);
  }
}

export function failed(file: DropFile, error: unknown): Failed {
  return { state: 'failed', file, error: error as Error };
}

function invalid(department: string, why: string): DepartmentAnswerInvalid {
  return new DepartmentAnswerInvalid({ department }, new Error(why));
}
