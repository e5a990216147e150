/** One table of an exchange database, in the names that the department's document gives. */
export interface TableQuery {
  readonly table: string;
  /** Every column that is read. What is not named here, above all data about persons, is never asked for. */
  readonly columns: readonly string[];
  /** Columns that came with a later edition of the document: read where the database has them, silent where it has not. */
  readonly optional?: readonly string[];
  /** Primary key: the reference of each row. */
  readonly key: string;
  readonly read: Increments | WholeTable;
}

/** Rows that came in since the last time. Rows stay, marked, when they are withdrawn, and disappear later. */
export interface Increments {
  readonly style: 'increments';
  /** Column with the local time at which the department entered the row. */
  readonly stamp: string;
  /** How far before the last stamp is read again, for what was committed late. */
  readonly lookBackDays: number;
  /** Rows of one value in this column can only be judged together: with a new one the older ones are read again. */
  readonly together?: string;
  /** The mark of a withdrawn row that is still there. */
  readonly mark: { readonly column: string; readonly deleted: string };
  readonly deletions: Deletions;
}

/** The department's register of deletions: which key of which table, why and when. */
export interface Deletions {
  readonly table: string;
  readonly of: string;
  readonly key: string;
  /** Also laid as a further cell into withdrawn rows that are still there. */
  readonly reason: string;
  readonly at: string;
}

/** A table that is emptied and written anew; what is absent has ended. Valid only under the handshake. */
export interface WholeTable {
  readonly style: 'whole';
  readonly handshake: Handshake;
}

/** Where the department notes, after writing, how many rows a table has now. */
export interface Handshake {
  readonly table: string;
  readonly of: string;
  readonly batch: string;
  readonly rows: string;
  readonly at: string;
}
