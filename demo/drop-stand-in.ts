import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { atLocal } from '../subgraphs/connector/timetable.ts';
import type { District, Mode, StandIn } from './district.ts';
import { createFolderStandIn, type FolderFile } from './folder-stand-in.ts';
import { sampleFolderOf } from './sample-answers.ts';

/** A file that a department drops, on its day. */
export interface DroppedFile {
  readonly name: string;
  readonly day: string;
  readonly bytes: Buffer;
}

/** The data files of one day of the interface's samples. */
export function sampleDrop(department: string, day: string): DroppedFile[] {
  const folder = join(sampleFolderOf(department), `drop-${day.replaceAll('-', '')}`);
  return readdirSync(folder)
    .filter((name) => !/\.(?:ok|md5)$/.test(name))
    .map((name) => ({ name, day, bytes: readFileSync(join(folder, name)) }));
}

/** The same file as one of another day. */
export function droppedOn({ name, bytes }: DroppedFile, day: string): DroppedFile {
  return { name: name.replace(/_\d{8}_/, `_${day.replaceAll('-', '')}_`), day, bytes };
}

/**
 * A folder into which files are dropped, each with its digest and its flag. `failing` is a department that writes its
 * files again and has not come to the flags, `garbage` one whose digests are not those of the files.
 */
export function createDropStandIn(
  department: string,
  files: readonly DroppedFile[],
  district: District,
): Promise<StandIn> {
  return createFolderStandIn({
    department,
    district,
    files: (mode) => new Map(files.flatMap((file) => partsOf(file, mode))),
  });
}

function partsOf({ name, day, bytes }: DroppedFile, mode: Mode): [string, FolderFile][] {
  const atMs = atLocal(day, '05:30');
  const digest = createHash('md5').update(mode === 'garbage' ? `${name} spoilt` : bytes);
  const content = mode === 'failing' ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
  const parts: [string, FolderFile][] = [
    [name, { bytes: content, atMs }],
    [`${name}.md5`, { bytes: Buffer.from(`${digest.digest('hex')}  ${name}\r\n`), atMs }],
  ];
  return mode === 'failing' ? parts : [...parts, [`${name}.ok`, { bytes: Buffer.alloc(0), atMs }]];
}
