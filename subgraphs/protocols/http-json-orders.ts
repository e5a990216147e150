import type { OrderChannel } from '../connector/order-channel.ts';
import { createJsonCaller, type JsonConnection, type JsonQuery } from './http-json-call.ts';
import { orderTexts, type OrderNames } from './order-cells.ts';
import { createOneByOneSink } from './order-sink.ts';

export interface JsonOrders extends JsonConnection {
  readonly service: JsonQuery;
  readonly names: OrderNames;
}

/** Orders as JSON over HTTP, one a call, with the account and the answers of the department's other services. */
export function httpJsonOrders({ service, names, ...connection }: JsonOrders): OrderChannel {
  return {
    name: 'HTTP JSON',
    requires: connection.account.requires,
    connect(settings, runtime) {
      const caller = createJsonCaller(connection, settings, runtime);
      return createOneByOneSink({
        department: runtime.department,
        receipt: names.orderId,
        post: (order, signal) => caller.send(service, orderTexts(order, names), signal),
        close: () => caller.close(),
      });
    },
  };
}
