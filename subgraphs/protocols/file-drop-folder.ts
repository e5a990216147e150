import type { Runtime, Settings } from '../connector/protocol.ts';
import { openLocalFolder } from './file-drop-local.ts';
import { openSftpFolder, readSftpPlace } from './file-drop-sftp.ts';

export interface DropEntry {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly mtimeMs: number;
}

/** A folder that others write into and that is only ever read. Failures are DepartmentErrors. */
export interface DropFolder {
  /** Its files; folders in it are left out. */
  list(): Promise<readonly DropEntry[]>;
  /** Content of one file; one that turns out longer than this is refused. */
  read(name: string, maxBytes: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** A folder that is written into as well. */
export interface WritableFolder extends DropFolder {
  /** Puts a whole file there: under another name first, so that nobody ever sees half of it. */
  write(name: string, bytes: Buffer): Promise<void>;
}

type OpenFolder<Folder> = (signal: AbortSignal) => Promise<Folder>;
export type OpenDropFolder = OpenFolder<DropFolder>;
export type OpenWritableFolder = OpenFolder<WritableFolder>;

/** How the folder that the settings name is opened. Throws a TypeError when they name none. */
export function findDropFolder(settings: Settings, runtime: Runtime): OpenDropFolder {
  return findWritableFolder(settings, runtime, 'url');
}

/** The same for a folder that another setting names, with the account of the settings. */
export function findWritableFolder(settings: Settings, runtime: Runtime, setting: string): OpenWritableFolder {
  const url = URL.parse(settings[setting] ?? '');
  switch (url?.protocol) {
    case 'file:':
      return (signal) => openLocalFolder(url, runtime.department, signal);
    case 'sftp:': {
      const place = readSftpPlace(url, settings, runtime);
      return (signal) => openSftpFolder(place, runtime, signal);
    }
    default:
      throw new TypeError(
        `${runtime.department}: the ${setting} is neither file:///folder nor sftp://user@host:port/folder`,
      );
  }
}
