/** One row of a table, as its server writes the values; columns in upper case, as the documents have them. */
export type Row = Readonly<Record<string, string | null>>;

export type Tables = Readonly<Record<string, readonly Row[]>>;

/** Tables as they are asked for. */
export function stored(tables: Tables): ReadonlyMap<string, readonly Row[]> {
  return new Map(Object.entries(tables));
}
