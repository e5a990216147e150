import type { SFTPWrapper } from 'ssh2';

/** What a client has opened: a file to read, one to write, or a folder whose names are given out. */
export type Open =
  | { readonly bytes: Buffer }
  | { readonly names: string[]; readonly path: string }
  | { writing: Buffer; readonly done: (bytes: Buffer) => void };

export interface Handles {
  /** Answers the request with a new handle. */
  open(id: number, open: Open): void;
  find(handle: Buffer): Open | undefined;
  /** What was written is handed over. */
  close(handle: Buffer): boolean;
}

export function createHandles(sftp: SFTPWrapper): Handles {
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
    close(handle) {
      const key = handle.readUInt32BE();
      const open = opened.get(key);
      if (open !== undefined && 'writing' in open) open.done(open.writing);
      return opened.delete(key);
    },
  };
}
