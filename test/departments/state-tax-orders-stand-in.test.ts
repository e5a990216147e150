import { createDistrict } from '../../demo/create-district.ts';
import type { Mode, StandIn } from '../../demo/district.ts';
import { createStandIn } from '../../demo/stand-ins/state-tax/stand-in.ts';
import connector from '../../subgraphs/departments/state-tax/connector.ts';
import type { OrderSink } from '../../subgraphs/connector/order-channel.ts';
import type { Call } from '../../subgraphs/connector/protocol.ts';
import { call } from '../support/asking.ts';
import { laterOrder, openSink, orderOf } from '../support/orders.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('orders to the stand-in of the tax bureau', () => {
  const folder = temporaryFolder();
  const start = Date.parse('2026-07-06T10:15:00+08:00');
  let nowMs = start;
  const clock = { now: () => nowMs };
  let standIn: StandIn;
  let sink: OrderSink;
  beforeEach(async () => {
    nowMs = start;
    const pace = { afterMs: 1000, everyMs: null };
    standIn = await createStandIn(createDistrict({ clock, seed: 7, folder: folder.path, pace }));
    sink = openSink(connector, 'state-tax', standIn.settings, { clock, timeoutMs: 1000 });
  });
  afterEach(async () => {
    await sink.close();
    await standIn.close();
  });
  afterAll(() => folder.remove());
  const list = () => standIn.orders!.list();

  test('a batch arrives once, however often it is sent; in another batch an order arrives again, without effect', async () => {
    await sink.send([laterOrder(2, 'SUSPEND')], call);
    await sink.send([laterOrder(2, 'SUSPEND')], call);
    expect(list()).toMatchObject([{ sequence: 2, receipts: 1, effective: true }]);
    await sink.send([laterOrder(1, 'APPLY'), laterOrder(2, 'SUSPEND')], call);
    expect(list()).toMatchObject([
      { sequence: 2, kind: 'SUSPEND', receipts: 2, effective: true },
      { sequence: 1, kind: 'APPLY', receipts: 1, effective: false },
    ]);
  });

  test('the bureau drops its feedback, first that it has the order, later what it did', async () => {
    await sink.send([orderOf()], call);
    nowMs += 1000;
    await standIn.orders!.work();
    const first = await sink.collect!(call);
    expect(first.feedback).toMatchObject([{ orderId: 'ZL-2026-0001-1', said: { kind: 'ACKNOWLEDGED' } }]);
    await first.settle();
    nowMs += 1000;
    await standIn.orders!.work();
    const second = await sink.collect!(call);
    expect(second.feedback).toMatchObject([
      { said: { kind: 'IMPLEMENTED', doneOn: '2026-07-06', evidence: [{ title: '办结单(虚构) ZL-2026-0001-1' }] } },
    ]);
    await second.settle();
    expect((await sink.collect!(call)).feedback).toEqual([]);
  });

  test.each<[Mode, string]>([
    ['failing', 'DEPARTMENT_UNAVAILABLE'],
    ['dead', 'DEPARTMENT_UNAVAILABLE'],
    ['garbage', 'DEPARTMENT_ANSWER_INVALID'],
  ])('%s is %s, and the order arrives once it is normal', async (mode, code) => {
    await standIn.setMode(mode);
    await expect(sink.send([orderOf()], call)).rejects.toMatchObject({ code });
    await standIn.setMode('normal');
    await sink.send([orderOf()], call);
    expect(list()).toMatchObject([{ orderId: 'ZL-2026-0001-1', effective: true }]);
  });

  test('garbage among the feedback is unreadable as long as it is there, and read once it is mended', async () => {
    await sink.send([orderOf()], call);
    nowMs += 1000;
    await standIn.orders!.work();
    await standIn.setMode('garbage');
    expect((await sink.collect!(call)).feedback).toMatchObject([{ orderId: null, problem: expect.any(String) }]);
    await standIn.setMode('normal');
    expect((await sink.collect!(call)).feedback).toMatchObject([{ said: { kind: 'ACKNOWLEDGED' } }]);
  });

  test('slow is given up with the caller’s signal', async () => {
    await standIn.setMode('slow');
    const impatient: Call = (request) => request(AbortSignal.timeout(200));
    await expect(sink.send([orderOf()], impatient)).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await expect(sink.collect!(impatient)).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });

  test('what the bureau gives out can still be taken only', async () => {
    const intruder = openSink(connector, 'state-tax', { ...standIn.settings, ordersUrl: standIn.settings['url']! });
    await expect(intruder.send([orderOf()], call)).rejects.toMatchObject({ code: 'DEPARTMENT_REFUSED' });
    await intruder.close();
  });
});
