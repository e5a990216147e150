import type { OrderChannel } from '../connector/order-channel.ts';
import { createSmCaller, type SmConnection } from './http-sm-call.ts';
import { smSettings } from './http-sm-keys.ts';
import { orderTexts, type OrderNames } from './order-cells.ts';
import { createOneByOneSink } from './order-sink.ts';

export interface SmOrders extends SmConnection {
  readonly service: string;
  readonly names: OrderNames;
}

/** Orders sealed and signed like the department's other services, one a call; only a signed receipt counts. */
export function httpSmOrders({ service, names, ...connection }: SmOrders): OrderChannel {
  return {
    name: 'HTTP JSON, SM2/SM3/SM4',
    requires: smSettings,
    connect(settings, runtime) {
      const caller = createSmCaller(connection, settings, runtime);
      return createOneByOneSink({
        department: runtime.department,
        receipt: names.orderId,
        async post(order, signal) {
          const { rows } = await caller.send({ service, content: orderTexts(order, names), page: 1 }, signal);
          return rows;
        },
        close: () => caller.close(),
      });
    },
  };
}
