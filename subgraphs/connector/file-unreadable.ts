/** Why a file goes back as a whole. The codes are stable. */
export type FileFault = 'WORKBOOK_UNREADABLE' | 'SHEET_MISSING' | 'COLUMN_MISSING' | 'TOO_MANY_ROWS';

/** A file that has to go back as a whole, and why: for the log, and for whoever sends it back. Names no content. */
export class FileUnreadable extends Error {
  readonly code: FileFault;

  constructor(message: string, { code = 'WORKBOOK_UNREADABLE', ...options }: ErrorOptions & { code?: FileFault } = {}) {
    super(message, options);
    this.name = 'FileUnreadable';
    this.code = code;
  }
}
