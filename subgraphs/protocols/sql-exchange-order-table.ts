import type { OutgoingOrder } from '../connector/order-channel.ts';
import { checkColumns, exchangeRow, type ExchangeRow } from './sql-exchange-database.ts';
import type { ExchangeWriter, Values } from './sql-exchange-writer.ts';
import { orderCells, type OrderNames } from './order-cells.ts';
import { feedbackColumns } from './order-feedback.ts';

/** The department's table of orders: its name, and those of the parts of an order. */
export interface OrderTable {
  readonly table: string;
  readonly names: OrderNames;
}

/** Feedback that is taken with one look; the rest is there at the next one. */
const MOST_FEEDBACK = 500;
/** Column in which the gateway notes the state and time of the feedback that it has. */
const SETTLED = 'FKQR';
const MARK = 'MARK';

/** A row with feedback, and the mark by which exactly this feedback is settled. */
export interface FeedbackRow {
  readonly cells: ExchangeRow;
  readonly orderId: string;
  readonly mark: string;
}

/** Writes orders that are not there yet, and says which of them are there now. */
export async function insertOrders(
  writer: ExchangeWriter,
  { table, names }: OrderTable,
  orders: readonly OutgoingOrder[],
): Promise<ReadonlySet<string>> {
  const { dialect, unlessThere } = writer;
  const columns = Object.values(names);
  const rows = orders.map((order) => Object.values(orderCells(order, names)));
  const places = rows.map((row, at) => `(${placesFrom(writer, at * columns.length, row.length)})`).join(', ');
  await writer.run(
    `INSERT INTO ${dialect.table(table)} (${columns.map((name) => dialect.column(name)).join(', ')}) ` +
      `VALUES ${places} ${unlessThere(names.orderId)}`,
    rows.flat(),
  );
  // Another key of the department's own may have kept a row out without an error.
  const key = names.orderId;
  const there = await select(
    writer,
    [key],
    `SELECT ${dialect.column(key)} AS ${dialect.label(key)} FROM ${dialect.table(table)} ` +
      `WHERE ${dialect.column(key)} IN (${placesFrom(writer, 0, orders.length)})`,
    orders.map(({ orderId }) => orderId),
  );
  return new Set(there.map(([orderId]) => orderId?.trimEnd() ?? ''));
}

async function select(
  writer: ExchangeWriter,
  wanted: readonly string[],
  statement: string,
  values: Values,
): Promise<readonly Values[]> {
  const { columns, rows } = await writer.run(statement, values);
  checkColumns(wanted, columns);
  return rows;
}

function placesFrom({ dialect }: ExchangeWriter, before: number, count: number): string {
  return Array.from({ length: count }, (_, at) => dialect.placeholder(before + at + 1)).join(', ');
}

/**
 * Rows whose feedback differs in state or time from the one that was settled last. The mark is made by the server, and
 * of what was read: feedback that is changed between looking and settling has another one, and is found again.
 */
export async function selectFeedback(writer: ExchangeWriter, { table, names }: OrderTable): Promise<FeedbackRow[]> {
  const { column, label, table: tableName } = writer.dialect;
  const mark = `CONCAT(TRIM(${column('FKZT')}), ' ', COALESCE(TRIM(${column('FKSJ')}), ''))`;
  const list = feedbackColumns.map((name) => `${column(name)} AS ${label(name)}`).join(', ');
  const settled = column(SETTLED);
  const rows = await select(
    writer,
    [...feedbackColumns, MARK],
    `SELECT ${list}, ${mark} AS ${label(MARK)} FROM ${tableName(table)} ` +
      `WHERE TRIM(${column('FKZT')}) <> '' AND (${settled} IS NULL OR ${settled} <> ${mark}) ` +
      `ORDER BY ${column(names.orderId)} LIMIT ${MOST_FEEDBACK}`,
    [],
  );
  return rows.map((values) => {
    const cells = exchangeRow(feedbackColumns, values);
    return { cells, orderId: values[0] ?? '', mark: values[feedbackColumns.length] ?? '' };
  });
}

export async function settleFeedback(
  writer: ExchangeWriter,
  { table, names }: OrderTable,
  rows: readonly FeedbackRow[],
): Promise<void> {
  const { column, placeholder, table: tableName } = writer.dialect;
  const statement =
    `UPDATE ${tableName(table)} SET ${column(SETTLED)} = ${placeholder(1)} ` +
    `WHERE ${column(names.orderId)} = ${placeholder(2)}`;
  for (const { mark, orderId } of rows) await writer.run(statement, [mark, orderId]);
}
