/** One row of a table, as its server writes the values; columns in upper case, as the documents have them. */
export type Row = Readonly<Record<string, string | null>>;

export type Tables = Readonly<Record<string, readonly Row[]>>;
