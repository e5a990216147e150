/** One row as text: dates in the server's own local writing, decimals exact, padding of CHAR columns gone. */
export type ExchangeRow = Readonly<Record<string, string | null>>;

export interface Selection {
  readonly table: string;
  readonly columns: readonly string[];
  readonly orderBy?: string;
  /** Only rows whose stamp is later than this one, those whose stamp says nothing, and what belongs together with them. */
  readonly after?: After;
  /** More rows than this are an error. */
  readonly maxRows: number;
}

export interface After {
  readonly column: string;
  readonly stamp: string;
  readonly together?: string;
}

/** A connection on which everything is read as of one moment: one read-only, repeatable transaction. */
export interface ExchangeDatabase {
  /** Rows under the names of the selection. An error leaves the connection usable for the next selection. */
  select(selection: Selection): Promise<ExchangeRow[]>;
  close(): Promise<void>;
}

/** How the two families of servers differ in writing. */
export interface Dialect {
  readonly table: (name: string) => string;
  readonly column: (name: string) => string;
  /** The name under which a column comes out. */
  readonly label: (name: string) => string;
  readonly placeholder: (place: number) => string;
}

/** Runs one statement within the time that it may take. */
export type Step = <T>(work: () => Promise<T>) => Promise<T>;

/** What a server may at most take for one step, and who no longer waits for it. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The server gave other columns than it was asked for. */
export class ColumnsDiffer extends Error {
  override readonly name = 'ColumnsDiffer';
}

/** A table holds more rows than this gateway is set to read. */
export class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
}

// Stamps before this day are a system's way to leave the column empty.
const NO_STAMP_BEFORE = '1901-01-01';

/** The statement for a selection. Identifiers come from connectors only; the stamp is a parameter. */
export function selectStatement(selection: Selection, dialect: Dialect): { text: string; values: string[] } {
  const { table, columns, orderBy, after, maxRows } = selection;
  const list = columns.map((name) => `${dialect.column(name)} AS ${dialect.label(name)}`).join(', ');
  const where = after === undefined ? null : whereAfter(dialect.table(table), after, dialect);
  return {
    text: [
      `SELECT ${list} FROM ${dialect.table(table)}`,
      ...(where === null ? [] : [`WHERE ${where.text}`]),
      ...(orderBy === undefined ? [] : [`ORDER BY ${dialect.column(orderBy)}`]),
      `LIMIT ${maxRows + 1}`,
    ].join(' '),
    values: where?.values ?? [],
  };
}

function whereAfter(table: string, after: After, dialect: Dialect): { text: string; values: string[] } {
  const stamp = dialect.column(after.column);
  const isNew = (place: number) =>
    `(${stamp} > ${dialect.placeholder(place)} OR ${stamp} IS NULL OR ${stamp} < '${NO_STAMP_BEFORE}')`;
  if (after.together === undefined) return { text: isNew(1), values: [after.stamp] };
  const shared = dialect.column(after.together);
  return {
    text: `${isNew(1)} OR ${shared} IN (SELECT ${shared} FROM ${table} WHERE ${isNew(2)} AND TRIM(${shared}) <> '')`,
    values: [after.stamp, after.stamp],
  };
}

/** Throws unless the server answered with exactly these columns. */
export function checkColumns(wanted: readonly string[], given: readonly string[]): void {
  if (wanted.length !== given.length || wanted.some((name, at) => given[at] !== name))
    throw new ColumnsDiffer(`${given.length} columns instead of the ${wanted.length} asked for`);
}

export function exchangeRow(columns: readonly string[], values: readonly (string | null)[]): ExchangeRow {
  return Object.fromEntries(columns.map((name, at) => [name, values[at]?.replace(/ +$/, '') ?? null]));
}
