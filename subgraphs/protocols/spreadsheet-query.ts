/** One sheet of the upload, and what is read of it. */
export interface SheetQuery {
  /** Name of the sheet; their order does not count. */
  readonly sheet: string;
  /** A sheet that lacks one of these columns is not the template. Other columns are not read. */
  readonly columns: readonly string[];
  /** Other names under which a column is accepted. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** Those of them that hold days: serial numbers become YYYY-MM-DD. */
  readonly dates: readonly string[];
}
