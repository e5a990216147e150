import type { District } from './district.ts';
import { createOrderDesk, type OrderDesk } from './order-desk.ts';

/** The desk of a department whose wire has no way back: its program answers as a client of the gateway. */
export function createClientDesk(department: string, { clientOf, clock, pace }: District): OrderDesk {
  const client = () => {
    const found = clientOf?.(department) ?? null;
    if (found === null) throw new Error('there is no gateway to answer to');
    return found;
  };
  return createOrderDesk({
    department,
    clock,
    pace,
    answering: {
      acknowledge: async (order) => client().acknowledge(order),
      report: async (order, proof) => client().report(order, proof),
    },
  });
}
