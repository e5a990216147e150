/** One sheet of the upload, and what is read of it. */
export interface SheetQuery {
  /** Name of the sheet; their order does not count. */
  readonly sheet: string;
  /** A sheet that lacks one of these columns is not the template. Other columns are not read. */
  readonly columns: readonly string[];
  /** Read where they are there. */
  readonly optional?: readonly string[];
  /** Other names under which a column is accepted. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** Those of them that hold days: serial numbers become YYYY-MM-DD. */
  readonly dates: readonly string[];
  /** How the sheet is laid out; absent: the fixed template with its column names in row 3. */
  readonly layout?: GrownSheet;
}

/**
 * A sheet that clerks have laid out themselves: titles above the column names, column names of two rows, cells merged
 * over several rows, remarks and signatures under the table. The names are in the first row that has all of them.
 */
export interface GrownSheet {
  /** The column that only counts the lines: a line with nothing else is blank, and 合计 may stand in it. */
  readonly serial: string;
}
