import { DepartmentRefused, DepartmentUnavailable } from '../schema/errors.ts';
import type { OutgoingOrder } from '../subgraphs/connector/order-channel.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { claim } from '../subgraphs/measures/delivery/claim.ts';
import { deliverBatch, type Counter, type DeliveryParts } from '../subgraphs/measures/delivery/deliver.ts';
import { waitMs } from '../subgraphs/measures/delivery/failures.ts';
import { takeFeedback } from '../subgraphs/measures/delivery/take-feedback.ts';
import { databases, onDocument, openDesk, type TestDatabase, type TestDesk } from './support/measure-desk.ts';
import { evidence, officer, restriction } from './support/measure-story.ts';

const patience = { firstMs: 0, longestMs: 0, refused: 3, silent: 5 };

/** A department's system that keeps what it is sent, and fails as it is told to. */
function createSystem() {
  const received: OutgoingOrder[] = [];
  let fail: (orders: readonly OutgoingOrder[]) => Error | null = () => null;
  return {
    received,
    failing(how: typeof fail) {
      fail = how;
    },
    counter(department: string, batchSize = 10): Counter {
      const sink = {
        batchSize,
        async send(orders: readonly OutgoingOrder[]) {
          const error = fail(orders);
          if (error !== null) throw error;
          received.push(...orders);
        },
      };
      const call: Counter['call'] = (request) => request(new AbortController().signal);
      return { whose: { of: department }, channel: 'test', sink, call, closed: () => false };
    },
  };
}

const promises = (open: () => Promise<TestDatabase>) => {
  let opened: TestDatabase;
  let desk: TestDesk;
  let parts: DeliveryParts;
  let document = 0;
  const initiate = async () => (await desk.initiate(onDocument((document += 1)))).facts.measureId;
  const all = async (counter: Counter, others: Partial<DeliveryParts> = {}) => {
    while (await deliverBatch(counter, { ...parts, ...others }));
  };
  const rows = (measureId: string) =>
    opened.database.query<{ department: string; state: string; attempts: number; error_code: string | null }>(
      'SELECT department, state, attempts, error_code FROM order_deliveries WHERE measure_id = $1 ORDER BY delivery_id',
      [measureId],
    );
  const stateOf = async (measureId: string, department: string) =>
    (await rows(measureId)).find((row) => row.department === department)!;

  beforeAll(async () => {
    opened = await open();
    desk = await openDesk(opened.database);
    parts = { database: opened.database, desk: desk.desk, patience, leaseMs: 60_000 };
  }, 60_000);
  afterAll(() => opened.close());
  beforeEach(async () => {
    // Each promise looks at its own deliveries only.
    await opened.database.query("UPDATE order_deliveries SET state = 'OBSOLETE' WHERE state = 'WAITING'");
  });

  test('each department gets its own orders, whole and in order, and they count as delivered', async () => {
    const ids = [await initiate(), await initiate()];
    const finance = createSystem();
    await all(finance.counter('finance'));
    expect(finance.received.map(({ orderId }) => orderId)).toEqual(ids.map((id) => `${id}.finance.1`));
    expect(finance.received[0]).toMatchObject({
      kind: 'APPLY',
      sequence: 1,
      creditCode: '91510904MAXXXX015M',
      itemTitle: restriction.title,
      legalBasis: ['某法 第一条 2020'],
      endsOn: '2027-03-02',
      acknowledgeBy: expect.stringMatching(/^2026-03-/),
    });
    expect((await rows(ids[0]!)).map(({ department, state }) => [department, state])).toEqual([
      ['finance', 'DELIVERED'],
      ['housing-construction', 'WAITING'],
      ['environment', 'WAITING'],
    ]);
    const [order] = await opened.database.query('SELECT status FROM measure_orders WHERE order_id = $1', [
      `${ids[0]}.finance.1`,
    ]);
    expect(order).toEqual({ status: 'DELIVERED' });
  });

  test('a department that is off has its orders kept and tried again, and costs no other department anything', async () => {
    const id = await initiate();
    const off = createSystem();
    const on = createSystem();
    off.failing(() => new DepartmentUnavailable({ department: 'finance' }));
    await deliverBatch(off.counter('finance'), parts);
    await all(on.counter('environment'));
    expect(await stateOf(id, 'finance')).toMatchObject({ state: 'WAITING', error_code: 'DEPARTMENT_UNAVAILABLE' });
    expect(await stateOf(id, 'environment')).toMatchObject({ state: 'DELIVERED' });
    off.failing(() => null);
    await all(off.counter('finance'));
    expect(off.received).toHaveLength(1);
    expect(await stateOf(id, 'finance')).toMatchObject({ state: 'DELIVERED', error_code: null });
  });

  test('the wait grows twofold from try to try up to its bound', () => {
    const figures = { firstMs: 1000, longestMs: 60_000, refused: 1, silent: 1 };
    const waits = [1, 2, 3, 7, 8, 50].map((attempts) => waitMs(attempts, figures, () => 0.5));
    expect(waits).toEqual([1000, 2000, 4000, 60_000, 60_000, 60_000]);
    expect(waitMs(1, figures, () => 0)).toBe(800);
  });

  test('an order that its system refuses is given up after its tries, and holds up nothing beside it', async () => {
    const ids = [await initiate(), await initiate(), await initiate()];
    const poison = `${ids[0]}.finance.1`;
    const finance = createSystem();
    finance.failing((orders) =>
      orders.some(({ orderId }) => orderId === poison) ? new DepartmentRefused({ department: 'finance' }) : null,
    );
    await all(finance.counter('finance'));
    expect(finance.received.map(({ measureId }) => measureId)).toEqual(ids.slice(1));
    expect(await stateOf(ids[0]!, 'finance')).toEqual({
      department: 'finance',
      state: 'DEAD',
      attempts: 3,
      error_code: 'DEPARTMENT_REFUSED',
    });
  });

  test('an order that was answered or superseded before it left is not sent', async () => {
    const [answered, superseded] = [await initiate(), await initiate()];
    await desk.give(answered, officer('finance'), { type: 'acknowledgeOrder', orderId: `${answered}.finance.1` });
    await desk.give(superseded, officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    const finance = createSystem();
    await all(finance.counter('finance'));
    expect(finance.received.map(({ orderId, kind }) => [orderId, kind])).toEqual([[`${superseded}.finance.2`, 'LIFT']]);
    expect((await rows(answered))[0]).toMatchObject({ state: 'OBSOLETE' });
  });

  test('a process that died after it had taken an order leaves it to the next one when its lease is over', async () => {
    const id = await initiate();
    await claim(opened.database, { whose: { of: 'finance' }, channel: 'test', limit: 10, leaseMs: 60_000 });
    const finance = createSystem();
    await all(finance.counter('finance'));
    expect(finance.received).toEqual([]);
    await opened.database.query(
      "UPDATE order_deliveries SET claimed_until = now() - interval '1 ms' WHERE measure_id = $1",
      [id],
    );
    await all(finance.counter('finance'));
    expect(finance.received).toHaveLength(1);
  });

  test('a process that died between sending and marking has the order sent again, under the same key', async () => {
    const id = await initiate();
    const finance = createSystem();
    const dying = { ...desk.desk, giveByItself: () => Promise.reject(new Error('killed')) };
    await expect(deliverBatch(finance.counter('finance'), { ...parts, desk: dying, leaseMs: 0 })).rejects.toThrow();
    await all(finance.counter('finance'));
    expect(finance.received.map(({ orderId }) => orderId)).toEqual([`${id}.finance.1`, `${id}.finance.1`]);
    expect(await stateOf(id, 'finance')).toMatchObject({ state: 'DELIVERED' });
  });

  test('departments without a channel have their orders in their worklists, where they count as delivered', async () => {
    const id = await initiate();
    const call: Counter['call'] = () => Promise.reject(new Error('nobody is called'));
    await all({ whose: { allBut: ['finance'] }, channel: 'worklist', sink: null, call, closed: () => false });
    expect((await rows(id)).map(({ state }) => state)).toEqual(['WAITING', 'DELIVERED', 'DELIVERED']);
  });

  test('nothing is sent in a maintenance window', async () => {
    const id = await initiate();
    const finance = createSystem();
    expect(await deliverBatch({ ...finance.counter('finance'), closed: () => true }, parts)).toBe(false);
    expect(await stateOf(id, 'finance')).toMatchObject({ state: 'WAITING', attempts: 0 });
  });

  test('two processes share the orders of one department, and none is sent by both', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, initiate));
    const another: Database = (await opened.another()) ?? opened.database;
    const other = await openDesk(another);
    const systems = [createSystem(), createSystem()];
    await Promise.all([
      all(systems[0]!.counter('finance', 2)),
      all(systems[1]!.counter('finance', 2), { database: another, desk: other.desk }),
    ]);
    const sent = systems.flatMap(({ received }) => received.map(({ measureId }) => measureId));
    expect(sent.toSorted()).toEqual(ids.toSorted());
  });

  test('feedback is taken as the command of the department’s officer; what cannot be taken is kept with the reason', async () => {
    const id = await initiate();
    const orderId = `${id}.finance.1`;
    let settled = 0;
    const done = { kind: 'IMPLEMENTED', doneOn: '2026-03-02', evidence: [evidence] } as const;
    const collected = {
      feedback: [
        { feedbackId: `${id}-1`, orderId, said: { kind: 'ACKNOWLEDGED' } as const },
        { feedbackId: `${id}-2`, orderId, said: done },
        { feedbackId: `${id}-3`, orderId, said: done },
        { feedbackId: `${id}-4`, orderId: `${id}.environment.1`, said: done },
        { feedbackId: `${id}-5`, orderId: null, problem: 'FKZT has no known value' },
      ],
      async settle() {
        settled += 1;
      },
    };
    const taking = { department: 'finance', database: opened.database, desk: desk.desk, clock: desk.clock };
    await takeFeedback(collected, taking);
    await takeFeedback(collected, taking);
    expect(settled).toBe(2);
    const kept = await opened.database.query(
      'SELECT result, code FROM order_feedback WHERE feedback_id LIKE $1 ORDER BY feedback_id',
      [`${id}-%`],
    );
    expect(kept).toEqual([
      { result: 'TAKEN', code: null },
      { result: 'TAKEN', code: null },
      { result: 'REFUSED', code: 'ORDER_ALREADY_ANSWERED' },
      { result: 'REFUSED', code: 'ORDER_NOT_FOUND' },
      { result: 'UNREADABLE', code: 'FKZT has no known value' },
    ]);
    const [order] = await opened.database.query('SELECT status FROM measure_orders WHERE order_id = $1', [orderId]);
    expect(order).toEqual({ status: 'IMPLEMENTED' });
  });

  test('feedback whose ids are long and alike up to their ends is two things that were said', async () => {
    const id = await initiate();
    const orderId = `${id}.finance.1`;
    const long = `${id}/${'反馈文件'.repeat(60)}`;
    const done = { kind: 'IMPLEMENTED', doneOn: '2026-03-02', evidence: [evidence] } as const;
    const feedback = [
      { feedbackId: `${long}-1`, orderId, said: { kind: 'ACKNOWLEDGED' } as const },
      { feedbackId: `${long}-2`, orderId, said: done },
    ];
    const taking = { department: 'finance', database: opened.database, desk: desk.desk, clock: desk.clock };
    await takeFeedback({ feedback, settle: async () => {} }, taking);
    const kept = await opened.database.query('SELECT result FROM order_feedback WHERE order_id = $1', [orderId]);
    expect(kept).toEqual([{ result: 'TAKEN' }, { result: 'TAKEN' }]);
  });
};

for (const { about, name, open } of databases) about(`orders leave ${name}, and`, () => promises(open));
