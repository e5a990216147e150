import ssh2, { type Attributes, type Session, type SFTPWrapper } from 'ssh2';
import type { ShelfFile } from './shelf.ts';

/** The folder that accounts see. */
export const FOLDER = '/drop';
const ENTRIES_AT_ONCE = 50;
const { FAILURE, EOF, NO_SUCH_FILE, OK, PERMISSION_DENIED } = ssh2.utils.sftp.STATUS_CODE;

export interface Rules {
  /** What can be listed and read. */
  readonly files: () => ReadonlyMap<string, ShelfFile>;
  /** Told of each listing and each file opened, and asked before each answer: rejects when there is to be a failure. */
  readonly turn: (isCall: boolean) => Promise<void>;
}

/** Serves one session read-only: it lists, opens, reads; every other request is refused. */
export function serveSftp(session: Session, rules: Rules): void {
  session.on('sftp', (accept) => {
    const sftp = accept();
    const handles = createHandles(sftp);
    serveFacts(sftp, rules);
    serveFolder(sftp, rules, handles);
    serveFiles(sftp, rules, handles);
    sftp.on('CLOSE', (id, handle) => sftp.status(id, handles.close(handle) ? OK : FAILURE));
    refuseWriting(sftp);
  });
}

type Open = { readonly bytes: Buffer } | { readonly names: string[] };

interface Handles {
  /** Answers the request with a new handle. */
  open(id: number, open: Open): void;
  find(handle: Buffer): Open | undefined;
  close(handle: Buffer): boolean;
}

function createHandles(sftp: SFTPWrapper): Handles {
  const opened = new Map<number, Open>();
  let last = 0;
  return {
    open(id, open) {
      last += 1;
      opened.set(last, open);
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(last);
      sftp.handle(id, handle);
    },
    find: (handle) => opened.get(handle.readUInt32BE()),
    close: (handle) => opened.delete(handle.readUInt32BE()),
  };
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
      const file = rules.files().get(nameIn(path));
      if (path === FOLDER) sftp.attrs(id, folderFacts);
      else if (file === undefined) sftp.status(id, NO_SUCH_FILE);
      else sftp.attrs(id, factsOf(file));
    });
  sftp.on('STAT', facts);
  sftp.on('LSTAT', facts);
}

function serveFolder(sftp: SFTPWrapper, rules: Rules, handles: Handles): void {
  sftp.on('OPENDIR', (id, path) =>
    afterTurn(sftp, rules.turn(true), id, () => {
      if (path.replace(/\/$/, '') === FOLDER) handles.open(id, { names: [...rules.files().keys()] });
      else sftp.status(id, NO_SUCH_FILE);
    }),
  );
  sftp.on('READDIR', (id, handle) => {
    const open = handles.find(handle);
    if (open === undefined || !('names' in open)) return sftp.status(id, FAILURE);
    const names = open.names.splice(0, ENTRIES_AT_ONCE);
    if (names.length === 0) return sftp.status(id, EOF);
    sftp.name(
      id,
      names.map((name) => entryOf(name, rules.files().get(name)!)),
    );
  });
}

function serveFiles(sftp: SFTPWrapper, rules: Rules, handles: Handles): void {
  sftp.on('OPEN', (id, path, flags) =>
    afterTurn(sftp, rules.turn(true), id, () => {
      const file = rules.files().get(nameIn(path));
      if ((flags & ~ssh2.utils.sftp.OPEN_MODE.READ) !== 0) sftp.status(id, PERMISSION_DENIED);
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

/** 只取不删: the bureau's partners take, and nothing else. */
function refuseWriting(sftp: SFTPWrapper): void {
  for (const event of ['WRITE', 'SETSTAT', 'FSETSTAT', 'REMOVE', 'RMDIR', 'MKDIR', 'RENAME', 'SYMLINK'])
    (sftp as NodeJS.EventEmitter).on(event, (id: number) => sftp.status(id, PERMISSION_DENIED));
}

function nameIn(path: string): string {
  return path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : '';
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
