import { readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { District, Mode, StandIn } from './district.ts';

export interface FolderFile {
  readonly bytes: Buffer;
  /** When the department wrote it. */
  readonly atMs: number;
}

export type FolderFiles = ReadonlyMap<string, FolderFile>;

export interface FolderParts {
  readonly department: string;
  readonly district: District;
  /** What lies in the folder in a mode that leaves it there. */
  readonly files: (mode: Mode) => FolderFiles;
}

/**
 * A folder that a department shares. A file cannot be slow, so `slow` is as `normal`; `dead` is a share that is not
 * there. Whoever reads a file leaves no trace in it: `calls` counts how often the files were written.
 */
export async function createFolderStandIn({ department, district, files }: FolderParts): Promise<StandIn> {
  const folder = district.folder(department);
  const away = `${folder}.away`;
  let mode: Mode = 'normal';
  let writes = 0;
  const write = () => {
    const wanted = files(mode);
    for (const name of readdirSync(folder).filter((one) => !wanted.has(one))) rmSync(join(folder, name));
    for (const [name, { atMs, bytes }] of wanted) {
      const path = join(folder, name);
      // Put in place at once, so that only a file that is meant to be half is ever seen half.
      writeFileSync(`${path}.new`, bytes);
      utimesSync(`${path}.new`, atMs / 1000, atMs / 1000);
      renameSync(`${path}.new`, path);
      writes += 1;
    }
  };
  write();
  return {
    department,
    settings: { url: pathToFileURL(folder).href },
    async setMode(wanted) {
      if (mode === 'dead' && wanted !== 'dead') renameSync(away, folder);
      if (mode !== 'dead' && wanted === 'dead') renameSync(folder, away);
      mode = wanted;
      if (mode !== 'dead') write();
    },
    calls: () => writes,
    async close() {},
  };
}
