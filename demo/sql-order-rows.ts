import { orderNames } from '../subgraphs/protocols/order-cells.ts';
import type { ExchangeAddress } from '../subgraphs/protocols/sql-exchange-address.ts';
import { openWriter, type ExchangeWriter } from '../subgraphs/protocols/sql-exchange-writer.ts';
import type { ReceivedOrder } from './order-book.ts';
import { readReceivedOrder } from './received-order.ts';
import type { OrderRows } from './table-desk.ts';

const TABLE = 'LHJC_ZL';
const TIMEOUT_MS = 5000;
const columns = [orderNames.orderId, orderNames.measureId, orderNames.sequence, orderNames.kind, orderNames.startsOn];

/** The table on a server, as the department's own program sees it. */
export function createSqlOrderRows(address: ExchangeAddress): OrderRows {
  async function transact<T>(work: (writer: ExchangeWriter) => Promise<T>): Promise<T> {
    const writer = await openWriter(address, { timeoutMs: TIMEOUT_MS, signal: AbortSignal.timeout(TIMEOUT_MS) });
    try {
      const result = await work(writer);
      await writer.commit();
      return result;
    } finally {
      await writer.close();
    }
  }

  return {
    unanswered: () =>
      transact(async ({ dialect: { column, table }, run }) => {
        const list = columns.map((name) => column(name)).join(', ');
        const { rows } = await run(
          `SELECT ${list} FROM ${table(TABLE)} WHERE ${column('FKZT')} IS NULL ORDER BY ${column(orderNames.sequence)}`,
          [],
        );
        return rows.map(orderIn).filter((order) => order !== null);
      }),
    write: (orderId, feedback) =>
      transact(async ({ dialect: { column, placeholder, table }, run }) => {
        const names = Object.keys(feedback);
        const set = names.map((name, at) => `${column(name)} = ${placeholder(at + 1)}`).join(', ');
        await run(
          `UPDATE ${table(TABLE)} SET ${set} WHERE ${column(orderNames.orderId)} = ${placeholder(names.length + 1)}`,
          [...Object.values(feedback), orderId],
        );
      }),
  };
}

function orderIn(values: readonly (string | null)[]): ReceivedOrder | null {
  return readReceivedOrder(Object.fromEntries(columns.map((name, at) => [name, values[at]])), orderNames);
}
