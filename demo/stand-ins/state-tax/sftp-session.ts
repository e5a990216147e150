import { utils, type Attributes, type Session, type SFTPWrapper } from 'ssh2';
import type { ShelfFile } from './shelf.ts';

/** The folder that accounts see. */
export const FOLDER = '/drop';
const ENTRIES_AT_ONCE = 50;
const { FAILURE, EOF, NO_SUCH_FILE, OK, PERMISSION_DENIED } = utils.sftp.STATUS_CODE;

export interface Rules {
  /** What can be listed and read. */
  readonly files: () => ReadonlyMap<string, ShelfFile>;
  /** Told of each listing and each file opened, and asked before each answer: rejects when there is to be a failure. */
  readonly turn: (isCall: boolean) => Promise<void>;
}

type Handle = { readonly bytes: Buffer } | { readonly names: string[] };

/** Serves one session read-only: it lists, opens, reads; every other request is refused. */
export function serveSftp(session: Session, rules: Rules): void {
  session.on('sftp', (accept) => {
    const sftp = accept();
    const handles = new Map<number, Handle>();
    const open = (id: number, handle: Handle) => {
      const number = Math.max(0, ...handles.keys()) + 1;
      handles.set(number, handle);
      sftp.handle(id, numbered(number));
    };
    const answer = (id: number, isCall: boolean, respond: () => void) => {
      rules.turn(isCall).then(respond, () => sftp.status(id, FAILURE));
    };
    refuseWriting(sftp);
    sftp.on('REALPATH', (id, path) =>
      sftp.name(id, [{ filename: path === '.' ? FOLDER : path, longname: '', attrs: folderAttributes }]),
    );
    for (const event of ['STAT', 'LSTAT'] as const) {
      sftp.on(event as 'STAT', (id, path) =>
        answer(id, false, () => {
          const file = rules.files().get(nameOf(path));
          if (path === FOLDER) sftp.attrs(id, folderAttributes);
          else if (file === undefined) sftp.status(id, NO_SUCH_FILE);
          else sftp.attrs(id, attributesOf(file));
        }),
      );
    }
    sftp.on('OPENDIR', (id, path) =>
      answer(id, true, () => {
        if (path.replace(/\/$/, '') === FOLDER) open(id, { names: [...rules.files().keys()] });
        else sftp.status(id, NO_SUCH_FILE);
      }),
    );
    sftp.on('READDIR', (id, number) => {
      const handle = handles.get(number.readUInt32BE());
      if (handle === undefined || !('names' in handle)) return sftp.status(id, FAILURE);
      const names = handle.names.splice(0, ENTRIES_AT_ONCE);
      if (names.length === 0) return sftp.status(id, EOF);
      sftp.name(
        id,
        names.map((name) => entryOf(name, rules.files().get(name)!)),
      );
    });
    sftp.on('OPEN', (id, path, flags) =>
      answer(id, true, () => {
        const file = rules.files().get(nameOf(path));
        if ((flags & ~utils.sftp.OPEN_MODE.READ) !== 0) sftp.status(id, PERMISSION_DENIED);
        else if (file === undefined) sftp.status(id, NO_SUCH_FILE);
        else open(id, { bytes: file.bytes });
      }),
    );
    sftp.on('READ', (id, number, offset, length) => {
      const handle = handles.get(number.readUInt32BE());
      if (handle === undefined || !('bytes' in handle)) return sftp.status(id, FAILURE);
      if (offset >= handle.bytes.length) return sftp.status(id, EOF);
      sftp.data(id, handle.bytes.subarray(offset, offset + length));
    });
    sftp.on('CLOSE', (id, number) => sftp.status(id, handles.delete(number.readUInt32BE()) ? OK : FAILURE));
  });
}

/** 只取不删: the department's partners take, and nothing else. */
function refuseWriting(sftp: SFTPWrapper): void {
  for (const event of ['WRITE', 'SETSTAT', 'FSETSTAT', 'REMOVE', 'RMDIR', 'MKDIR', 'RENAME', 'SYMLINK']) {
    (sftp as NodeJS.EventEmitter).on(event, (id: number) => sftp.status(id, PERMISSION_DENIED));
  }
}

function numbered(number: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(number);
  return buffer;
}

function nameOf(path: string): string {
  return path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : '';
}

const folderAttributes: Attributes = { mode: 0o040_555, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };

function attributesOf({ bytes, mtimeMs }: ShelfFile): Attributes {
  const mtime = Math.floor(mtimeMs / 1000);
  return { mode: 0o100_444, uid: 0, gid: 0, size: bytes.length, atime: mtime, mtime };
}

function entryOf(name: string, file: ShelfFile) {
  return {
    filename: name,
    longname: `-r--r--r-- 1 swj swj ${file.bytes.length} Jan 1 00:00 ${name}`,
    attrs: attributesOf(file),
  };
}
