/** What the name of a data file says. */
export interface DropFileName {
  readonly kind: 'FULL' | 'INCREMENT';
  /** Local day in Asia/Shanghai that the file is of, YYYY-MM-DD. */
  readonly on: string;
  /** Running number on that day, in digits of one width. */
  readonly number: string;
}

/** How the files of one record set are found and read. */
export interface DropQuery {
  /** Reads a file's name; null when the file is not one of this record set. */
  readonly file: (name: string) => DropFileName | null;
  readonly encoding: 'gb18030' | 'utf-8';
  /** The files are XML messages of this form; absent: CSV under a header. */
  readonly xml?: XmlForm;
  /** A header that lacks a required column is another format. Columns that stand in neither list are not read. */
  readonly columns: { readonly required: readonly string[]; readonly optional?: readonly string[] };
  /** Columns of a line that cannot be taken apart which may still say whom it concerns. */
  readonly concerns: readonly string[];
  /** Increments only change what a snapshot said: without one nothing has been answered. */
  readonly needsFull: boolean;
}

/** Names of the elements of a message that holds rows (GB/T 39443 and its provincial kin). */
export interface XmlForm {
  readonly root: string;
  /** Element beside the rows that says what the message holds, and how many rows. */
  readonly header: string;
  readonly item: { readonly element: string; readonly value: string };
  readonly count: string;
  readonly body: string;
  readonly row: string;
}

/** Columns that every row has beside those of its file: the day in the file's name, and FULL or INCREMENT. */
export const FILE_ON = '@fileOn';
export const FILE_KIND = '@fileKind';
