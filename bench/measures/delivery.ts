import { claim } from '../../subgraphs/measures/delivery/claim.ts';
import { deliverBatch, type Counter } from '../../subgraphs/measures/delivery/deliver.ts';
import { patience } from '../../subgraphs/measures/delivery/failures.ts';
import { timed, type BenchParts, type Measured } from '../suite.ts';
import { openEmpty } from './databases.ts';
import { departments, initiate, openDesk, spread } from './measures.ts';

/** Orders of ten departments on their way, by each department's own loop, to systems that take them at once. */
export async function measureDeliveries(parts: BenchParts): Promise<Measured> {
  const measures = parts.quick ? 200 : 1000;
  parts.say(`deliveries of ${measures * departments.length} orders`);
  const database = await openEmpty(parts.postgresUrl);
  try {
    const desk = await openDesk(database);
    await spread(0, measures, 8, (number) => initiate(desk, number));
    let received = 0;
    const around = { database, desk, patience, leaseMs: 60_000 };
    const ms = await timed(() =>
      Promise.all(
        departments.map(async (department) => {
          while (
            await deliverBatch(
              counterOf(department, (orders) => (received += orders)),
              around,
            )
          );
        }),
      ),
    );
    const orders = measures * departments.length;
    if (received !== orders) throw new Error(`${received} of ${orders} orders were delivered`);
    const left = await claim(database, { whose: { allBut: [] }, channel: 'bench', limit: 1, leaseMs: 1 });
    if (left.length > 0) throw new Error('an order was left behind');
    return {
      title: 'Delivery of orders to ten departments',
      ratios: {},
      figures: [
        { what: `orders delivered a second (${orders} orders)`, value: (orders / ms) * 1000, unit: '1/s' },
        { what: `time for ${orders} orders`, value: ms / 1000, unit: 's' },
      ],
    };
  } finally {
    await database.close();
  }
}

function counterOf(department: string, onSent: (orders: number) => void): Counter {
  return {
    whose: { of: department },
    channel: 'bench',
    sink: {
      batchSize: 50,
      async send(orders) {
        onSent(orders.length);
      },
    },
    call: (request) => request(new AbortController().signal),
    closed: () => false,
  };
}
