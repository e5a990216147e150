/** Which file of the directory one record set is, and what is read of it. */
export interface DbfQuery {
  /** Compared without regard to case. */
  readonly file: string;
  /** A file that lacks a required column is another one. Columns that stand in neither list are not read. */
  readonly columns: { readonly required: readonly string[]; readonly optional?: readonly string[] };
}
