import type { OrderSink, OutgoingOrder } from '../connector/order-channel.ts';
import { textOf, type LegacyRow } from '../connector/legacy-row.ts';
import { AnswerUnreadable, readOrInvalid } from './answer-unreadable.ts';

/** How one order goes over a wire that takes one a call. */
export interface OneByOne {
  readonly department: string;
  /** Column of the order's number in the receipt. */
  readonly receipt: string;
  /** Hands over one order and gives the rows of the answer. Throws DepartmentErrors, or AnswerUnreadable. */
  readonly post: (order: OutgoingOrder, signal: AbortSignal) => Promise<readonly Pick<LegacyRow, 'cells'>[]>;
  readonly close: () => void;
}

/**
 * A sink for systems that answer each order with a receipt: one row with the number of this very order. "Success" alone
 * proves nothing, as whatever stands before the department's program may say so.
 */
export function createOneByOneSink({ department, receipt, post, close }: OneByOne): OrderSink {
  return {
    batchSize: 1,
    async send(orders, call) {
      for (const order of orders) {
        await call((signal) =>
          readOrInvalid(department, async () => {
            const rows = await post(order, signal);
            if (rows.length !== 1 || textOf(rows[0]!.cells, receipt) !== order.orderId)
              throw new AnswerUnreadable('the receipt is not that of this order');
          }),
        );
      }
    },
    close: async () => close(),
  };
}
