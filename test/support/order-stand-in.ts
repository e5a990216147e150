import { createDistrict } from '../../demo/create-district.ts';
import type { CreateStandIn, Mode, StandIn } from '../../demo/district.ts';
import type { Servers } from '../../demo/servers.ts';
import type { OrderSink } from '../../subgraphs/connector/order-channel.ts';
import { call } from './asking.ts';
import { now } from './mirror.ts';
import type { TableDepartment } from './order-table.ts';
import { laterOrder, openSink, orderOf } from './orders.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What holds for the department's stand-in, embedded or on a real server: it works on its orders by itself. */
export function worksOnOrders(
  { department, connector }: TableDepartment,
  create: CreateStandIn,
  servers?: Servers,
): void {
  const folder = temporaryFolder();
  let nowMs = now;
  const clock = { now: () => nowMs };
  let standIn: StandIn;
  let sink: OrderSink;
  beforeAll(async () => {
    const pace = { afterMs: 1000, everyMs: null };
    const own = { clock, seed: 7, folder: folder.path, pace, ...(servers === undefined ? {} : { servers }) };
    standIn = await create(createDistrict(own));
    sink = openSink(connector, department, standIn.settings, { clock, timeoutMs: 1000 });
  });
  afterAll(async () => {
    await sink.close();
    await standIn.close();
    folder.remove();
  });

  test('it finds its orders, acknowledges and reports the one that holds, and is read to the end', async () => {
    await sink.send([laterOrder(1, 'APPLY')], call);
    await standIn.orders!.work();
    await sink.send([laterOrder(2, 'SUSPEND'), orderOf({ orderId: 'ZL-2', measureId: 'CS-2' })], call);
    await sink.send([laterOrder(1, 'APPLY')], call);
    await standIn.orders!.work();
    expect(standIn.orders!.list()).toMatchObject([
      { orderId: 'ZL-2026-0001-1', receipts: 1, effective: true, answered: null },
      { orderId: 'ZL-2', effective: true },
      { orderId: 'ZL-2026-0001-2', effective: true },
    ]);
    nowMs += 1000;
    await standIn.orders!.work();
    const acknowledged = await sink.collect!(call);
    expect(acknowledged.feedback).toMatchObject([
      { orderId: 'ZL-2', said: { kind: 'ACKNOWLEDGED' } },
      { orderId: 'ZL-2026-0001-2', said: { kind: 'ACKNOWLEDGED' } },
    ]);
    await acknowledged.settle();
    nowMs += 1000;
    await standIn.orders!.work();
    const reported = await sink.collect!(call);
    expect(reported.feedback).toMatchObject([
      { orderId: 'ZL-2', said: { kind: 'IMPLEMENTED', doneOn: '2026-07-01' } },
      {
        orderId: 'ZL-2026-0001-2',
        said: { evidence: [{ title: '办结单(虚构) ZL-2026-0001-2', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
      },
    ]);
    await reported.settle();
    expect((await sink.collect!(call)).feedback).toEqual([]);
  });

  test.each<[Mode, string]>([
    ['slow', 'DEPARTMENT_UNAVAILABLE'],
    ['failing', 'DEPARTMENT_BUSY'],
    ['garbage', 'DEPARTMENT_ANSWER_INVALID'],
    ['dead', 'DEPARTMENT_UNAVAILABLE'],
  ])('%s is %s for orders and for feedback, and it takes them once it is normal', async (mode, code) => {
    const order = orderOf({ orderId: `ZL-${mode}`, measureId: `CS-${mode}` });
    await standIn.setMode(mode);
    await expect(sink.send([order], call)).rejects.toMatchObject({ code });
    await expect(sink.collect!(call)).rejects.toMatchObject({ code });
    await standIn.setMode('normal');
    await sink.send([order], call);
    await standIn.orders!.work();
    expect(standIn.orders!.list().filter(({ orderId }) => orderId === order.orderId)).toMatchObject([
      { effective: true },
    ]);
  });
}
