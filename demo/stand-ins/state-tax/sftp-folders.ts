import type { Clock } from '../../../subgraphs/connector/protocol.ts';
import type { ShelfFile } from './shelf.ts';

/** What a client may do in a folder beside listing and reading. */
export interface FolderWriting {
  readonly mayWrite: (name: string) => boolean;
  readonly put: (name: string, bytes: Buffer) => void;
  /** false: there is no such file, or there is one under the new name. */
  readonly rename: (from: string, to: string) => boolean;
  readonly remove: (name: string) => boolean;
}

export interface ServedFolder {
  readonly files: () => ReadonlyMap<string, ShelfFile>;
  /** Absent: 只取不删. */
  readonly writing?: FolderWriting;
}

/** Folders by their paths; there are none inside them. */
export type ServedFolders = ReadonlyMap<string, ServedFolder>;

export interface FoundFile {
  readonly folder: ServedFolder;
  readonly name: string;
}

/** The folder of a path, and the name in it. */
export function findFile(folders: ServedFolders, path: string): FoundFile | null {
  const at = path.lastIndexOf('/');
  const folder = folders.get(path.slice(0, at));
  return folder === undefined ? null : { folder, name: path.slice(at + 1) };
}

/** A folder whose files clients write, and the bureau itself. `onFile` is told of each file that has its final name. */
export function createWrittenFolder(
  clock: Clock,
  mayWrite: (name: string) => boolean,
  onFile: (name: string) => void = () => {},
): ServedFolder & { readonly writing: FolderWriting } {
  const files = new Map<string, ShelfFile>();
  const put = (name: string, bytes: Buffer) => void files.set(name, { bytes, mtimeMs: clock.now() });
  return {
    files: () => files,
    writing: {
      mayWrite,
      put,
      rename(from, to) {
        const file = files.get(from);
        if (file === undefined || files.has(to)) return false;
        files.delete(from);
        files.set(to, file);
        onFile(to);
        return true;
      },
      remove: (name) => files.delete(name),
    },
  };
}
