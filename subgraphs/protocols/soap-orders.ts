import type { OrderChannel } from '../connector/order-channel.ts';
import { AnswerUnreadable } from './answer-unreadable.ts';
import { orderTexts, type OrderNames } from './order-cells.ts';
import { createOneByOneSink } from './order-sink.ts';
import { createSoapCaller, soapSettings, type SoapConnection } from './soap-call.ts';

export interface SoapOrders extends SoapConnection {
  readonly names: OrderNames;
}

/** Orders as XML documents in a string, one a call; the receipt comes in the form of the department's other answers. */
export function soapOrders({ names, ...connection }: SoapOrders): OrderChannel {
  return {
    name: 'SOAP 1.1',
    requires: soapSettings,
    connect(settings, runtime) {
      const caller = createSoapCaller(connection, settings, runtime);
      return createOneByOneSink({
        department: runtime.department,
        receipt: names.orderId,
        async post(order, signal) {
          const { rows, counted } = await caller.send(orderTexts(order, names), signal);
          if (!counted) throw new AnswerUnreadable('the number of rows is not the one stated');
          return rows.map((cells) => ({ cells }));
        },
        close: () => caller.close(),
      });
    },
  };
}
