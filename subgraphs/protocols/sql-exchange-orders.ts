import { DepartmentAnswerInvalid } from '../../schema/errors.ts';
import type { OrderChannel, OrderSink } from '../connector/order-channel.ts';
import type { Runtime } from '../connector/protocol.ts';
import { readOrderFeedback } from './order-feedback.ts';
import { readAddress, type ExchangeAddress } from './sql-exchange-address.ts';
import { departmentError } from './sql-exchange-faults.ts';
import { insertOrders, selectFeedback, settleFeedback, type OrderTable } from './sql-exchange-order-table.ts';
import { openWriter, type ExchangeWriter } from './sql-exchange-writer.ts';

const BATCH = 100;

/**
 * Orders as rows of a table in a department's exchange database, by the key of their number; feedback comes in the
 * same rows. Settings beside those of the connector: `ordersUser` and `ordersPassword`, where the account that may
 * write this one table is another than the one that reads.
 */
export function sqlExchangeOrders(schema: string, table: OrderTable): OrderChannel {
  return {
    name: 'sql-exchange',
    connect(settings, runtime) {
      const { ordersUser: user, ordersPassword: password = '' } = settings;
      const own = user === undefined ? settings : { ...settings, user, password };
      return createTableSink(readAddress(own, schema), table, runtime);
    },
  };
}

function createTableSink(address: ExchangeAddress, table: OrderTable, runtime: Runtime): OrderSink {
  const { department } = runtime;
  const closing = new AbortController();

  async function transact<T>(signal: AbortSignal, work: (writer: ExchangeWriter) => Promise<T>): Promise<T> {
    const patience = { timeoutMs: runtime.timeoutMs, signal: AbortSignal.any([signal, closing.signal]) };
    try {
      const writer = await openWriter(address, patience);
      try {
        const result = await work(writer);
        await writer.commit();
        return result;
      } finally {
        await writer.close();
      }
    } catch (error) {
      throw departmentError(error, department);
    }
  }

  return {
    batchSize: BATCH,
    send: (orders, call) =>
      call((signal) =>
        transact(signal, async (writer) => {
          const there = await insertOrders(writer, table, orders);
          const missing = orders.filter(({ orderId }) => !there.has(orderId)).length;
          if (missing > 0)
            throw new DepartmentAnswerInvalid(
              { department },
              new Error(`${missing} orders were let in, and are not there`),
            );
        }),
      ),
    async collect(call) {
      const rows = await call((signal) => transact(signal, (writer) => selectFeedback(writer, table)));
      return {
        feedback: rows.map(({ cells }) => readOrderFeedback(cells)),
        async settle() {
          if (rows.length > 0)
            await call((signal) => transact(signal, (writer) => settleFeedback(writer, table, rows)));
        },
      };
    },
    close: async () => closing.abort(),
  };
}
