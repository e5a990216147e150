import ssh2, { type Attributes, type Session, type SFTPWrapper } from 'ssh2';
import { findFile, type FoundFile, type ServedFolders } from './sftp-folders.ts';
import { createHandles, type Handles } from './sftp-handles.ts';
import { serveWriting } from './sftp-writing.ts';
import type { ShelfFile } from './shelf.ts';

/** The folder of what the bureau gives out. */
export const FOLDER = '/drop';
const ENTRIES_AT_ONCE = 50;
const { FAILURE, EOF, NO_SUCH_FILE, OK, PERMISSION_DENIED } = ssh2.utils.sftp.STATUS_CODE;

export interface Rules {
  /** What can be listed and read, and where something may be written. */
  readonly folders: ServedFolders;
  /** Told of each listing and each file opened, and asked before each answer: rejects when there is to be a failure. */
  readonly turn: (isCall: boolean) => Promise<void>;
}

/** Serves one session: it lists, opens and reads, and takes what is written where that is allowed. */
export function serveSftp(session: Session, rules: Rules): void {
  session.on('sftp', (accept) => {
    const sftp = accept();
    const handles = createHandles(sftp);
    serveFacts(sftp, rules);
    serveFolder(sftp, rules, handles);
    serveFiles(sftp, rules, handles);
    sftp.on('CLOSE', (id, handle) => sftp.status(id, handles.close(handle) ? OK : FAILURE));
    serveWriting(sftp, rules.folders, handles);
  });
}

function afterTurn(sftp: SFTPWrapper, turn: Promise<void>, id: number, respond: () => void): void {
  turn.then(respond, () => sftp.status(id, FAILURE)).catch(() => sftp.end());
}

function serveFacts(sftp: SFTPWrapper, rules: Rules): void {
  sftp.on('REALPATH', (id, path) =>
    sftp.name(id, [{ filename: path === '.' ? FOLDER : path, longname: '', attrs: folderFacts }]),
  );
  const facts = (id: number, path: string) =>
    afterTurn(sftp, rules.turn(false), id, () => {
      const file = fileAt(findFile(rules.folders, path));
      if (rules.folders.has(path)) sftp.attrs(id, folderFacts);
      else if (file === undefined) sftp.status(id, NO_SUCH_FILE);
      else sftp.attrs(id, factsOf(file));
    });
  sftp.on('STAT', facts);
  sftp.on('LSTAT', facts);
}

function serveFolder(sftp: SFTPWrapper, rules: Rules, handles: Handles): void {
  sftp.on('OPENDIR', (id, path) =>
    afterTurn(sftp, rules.turn(true), id, () => {
      const own = path.replace(/\/$/, '');
      const folder = rules.folders.get(own);
      if (folder === undefined) sftp.status(id, NO_SUCH_FILE);
      else handles.open(id, { path: own, names: [...folder.files().keys()] });
    }),
  );
  sftp.on('READDIR', (id, handle) => {
    const open = handles.find(handle);
    if (open === undefined || !('names' in open)) return sftp.status(id, FAILURE);
    const names = open.names.splice(0, ENTRIES_AT_ONCE);
    if (names.length === 0) return sftp.status(id, EOF);
    const files = rules.folders.get(open.path)!.files();
    sftp.name(
      id,
      names.filter((name) => files.has(name)).map((name) => entryOf(name, files.get(name)!)),
    );
  });
}

function serveFiles(sftp: SFTPWrapper, rules: Rules, handles: Handles): void {
  sftp.on('OPEN', (id, path, flags) =>
    afterTurn(sftp, rules.turn(true), id, () => {
      const found = findFile(rules.folders, path);
      const file = fileAt(found);
      if ((flags & ~ssh2.utils.sftp.OPEN_MODE.READ) !== 0) openToWrite({ sftp, handles, id }, found);
      else if (file === undefined) sftp.status(id, NO_SUCH_FILE);
      else handles.open(id, { bytes: file.bytes });
    }),
  );
  sftp.on('READ', (id, handle, offset, length) => {
    const open = handles.find(handle);
    if (open === undefined || !('bytes' in open)) return sftp.status(id, FAILURE);
    if (offset >= open.bytes.length) return sftp.status(id, EOF);
    sftp.data(id, open.bytes.subarray(offset, offset + length));
  });
}

function openToWrite({ sftp, handles, id }: Opening, found: FoundFile | null): void {
  const writing = found?.folder.writing;
  if (writing?.mayWrite(found!.name) !== true) return sftp.status(id, PERMISSION_DENIED);
  handles.open(id, { writing: Buffer.alloc(0), done: (bytes) => writing.put(found!.name, bytes) });
}

interface Opening {
  readonly sftp: SFTPWrapper;
  readonly handles: Handles;
  readonly id: number;
}

function fileAt(found: FoundFile | null): ShelfFile | undefined {
  return found?.folder.files().get(found.name);
}

const folderFacts: Attributes = { mode: 0o040_555, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };

function factsOf({ bytes, mtimeMs }: ShelfFile): Attributes {
  const mtime = Math.floor(mtimeMs / 1000);
  return { mode: 0o100_444, uid: 0, gid: 0, size: bytes.length, atime: mtime, mtime };
}

function entryOf(filename: string, file: ShelfFile) {
  const longname = `-r--r--r-- 1 swj swj ${file.bytes.length} Jan 1 00:00 ${filename}`;
  return { filename, longname, attrs: factsOf(file) };
}
