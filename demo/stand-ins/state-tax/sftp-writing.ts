import ssh2, { type SFTPWrapper } from 'ssh2';
import type { Handles } from './sftp-handles.ts';
import { findFile, type ServedFolders } from './sftp-folders.ts';

const { FAILURE, NO_SUCH_FILE, OK, PERMISSION_DENIED } = ssh2.utils.sftp.STATUS_CODE;

/** Takes what clients write where they may; a file is there once it is closed. Every other change is refused. */
export function serveWriting(sftp: SFTPWrapper, folders: ServedFolders, handles: Handles): void {
  sftp.on('WRITE', (id, handle, offset, data) => {
    const open = handles.find(handle);
    if (open === undefined || !('writing' in open)) return sftp.status(id, PERMISSION_DENIED);
    const grown = Buffer.alloc(Math.max(open.writing.length, offset + data.length));
    open.writing.copy(grown);
    data.copy(grown, offset);
    open.writing = grown;
    sftp.status(id, OK);
  });
  sftp.on('RENAME', (id, from, to) => {
    const [source, target] = [findFile(folders, from), findFile(folders, to)];
    const writing = source?.folder.writing;
    if (writing === undefined || target?.folder !== source?.folder || !writing.mayWrite(target!.name))
      return sftp.status(id, PERMISSION_DENIED);
    sftp.status(id, writing.rename(source!.name, target!.name) ? OK : FAILURE);
  });
  sftp.on('REMOVE', (id, path) => {
    const found = findFile(folders, path);
    if (found?.folder.writing?.mayWrite(found.name) !== true) return sftp.status(id, PERMISSION_DENIED);
    sftp.status(id, found.folder.writing.remove(found.name) ? OK : NO_SUCH_FILE);
  });
  for (const event of ['SETSTAT', 'FSETSTAT', 'RMDIR', 'MKDIR', 'SYMLINK'])
    (sftp as NodeJS.EventEmitter).on(event, (id: number) => sftp.status(id, PERMISSION_DENIED));
}
