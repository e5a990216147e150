import type { CreateStandIn, Mode, StandIn } from '../../demo/district.ts';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import type { Call } from '../../subgraphs/connector/protocol.ts';
import { openAnswers, type AnswersEndpoint } from './answers.ts';
import { call } from './asking.ts';
import { laterOrder, openSink, orderOf } from './orders.ts';

export interface OrderWire {
  readonly department: string;
  readonly connector: Connector;
  readonly create: CreateStandIn;
  /** Codes that each mode may mean. */
  readonly modes: Readonly<Record<Exclude<Mode, 'normal' | 'slow'>, readonly string[]>>;
  /** Settings of an account that the department does not know. */
  readonly wrong: Readonly<Record<string, string>>;
}

/** What holds for every department that is handed one order a call and answers as a client of the gateway. */
export function takesOrdersOneByOne({ department, connector, create, modes, wrong }: OrderWire): void {
  let nowMs = Date.parse('2026-07-01T10:15:00+08:00');
  const clock = { now: () => nowMs };
  let standIn: StandIn;
  let answers: AnswersEndpoint;
  beforeEach(async () => {
    answers = await openAnswers();
    const pace = { afterMs: 1000, everyMs: null };
    const own = { clock, seed: 7, organisations: [], folder: () => '', pace, clientOf: answers.clientOf };
    standIn = await create(own);
  });
  afterEach(async () => {
    await standIn.close();
    await answers.close();
  });
  const desk = () => standIn.orders!;
  const send = async (orders: Parameters<ReturnType<typeof openSink>['send']>[0], by: Call = call, settings = {}) => {
    nowMs += 2000;
    const sink = openSink(connector, department, { ...standIn.settings, ...settings }, { clock });
    await sink.send(orders, by).finally(() => sink.close());
  };

  test('an order arrives, one a call, and the department counts the calls', async () => {
    let calls = 0;
    const counting: Call = (request) => {
      calls += 1;
      nowMs += 1000;
      return call(request);
    };
    const other = orderOf({ orderId: 'ZL-2026-0002-1', measureId: 'CS-2026-0002' });
    await send([orderOf(), other], counting);
    expect([calls, standIn.calls()]).toEqual([2, 2]);
    expect(desk().list()).toEqual([
      {
        orderId: 'ZL-2026-0001-1',
        measureId: 'CS-2026-0001',
        kind: 'APPLY',
        sequence: 1,
        receipts: 1,
        effective: true,
        answered: null,
      },
      expect.objectContaining({ orderId: 'ZL-2026-0002-1', effective: true }),
    ]);
  });

  test('an order that arrives twice takes effect once', async () => {
    await send([orderOf()]);
    await send([orderOf()]);
    expect(desk().list()).toMatchObject([{ orderId: 'ZL-2026-0001-1', receipts: 2, effective: true }]);
  });

  test('an order that was overtaken by a later one of its measure has no effect', async () => {
    await send([laterOrder(2, 'SUSPEND')]);
    await send([laterOrder(1, 'APPLY')]);
    await send([laterOrder(3, 'LIFT')]);
    expect(desk().list()).toMatchObject([
      { sequence: 2, kind: 'SUSPEND', effective: true },
      { sequence: 1, kind: 'APPLY', effective: false },
      { sequence: 3, kind: 'LIFT', effective: true },
    ]);
  });

  test('the department answers for the order that holds: first that it has it, later what it did', async () => {
    await send([laterOrder(1, 'APPLY'), laterOrder(2, 'SUSPEND')]);
    await desk().work();
    expect(answers.received).toEqual([]);
    nowMs += 1000;
    await desk().work();
    nowMs += 1000;
    await desk().work();
    await desk().work();
    const token = `Bearer officer:${department}`;
    expect(answers.received).toEqual([
      { mutation: 'acknowledgeOrder', token, input: expect.objectContaining({ orderId: 'ZL-2026-0001-2' }) },
      {
        mutation: 'reportOutcome',
        token,
        input: expect.objectContaining({
          measureId: 'CS-2026-0001',
          implemented: {
            doneOn: '2026-07-01',
            evidence: [{ title: '办结单(虚构) ZL-2026-0001-2', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
          },
        }),
      },
    ]);
    expect(desk().list()).toMatchObject([{ answered: null }, { answered: 'IMPLEMENTED' }]);
  });

  test('a department that is not to answer does not, and one that is refused says by which code', async () => {
    await send([orderOf()]);
    desk().setAnswering(false);
    nowMs += 10_000;
    await desk().work();
    expect(answers.received).toEqual([]);
    desk().setAnswering(true);
    answers.refuse('ORDER_SUPERSEDED');
    await desk().work();
    expect(desk().list()).toMatchObject([{ answered: 'ORDER_SUPERSEDED' }]);
  });

  test('an account that it does not know is refused, and its order is not there', async () => {
    await expect(send([orderOf()], call, wrong)).rejects.toMatchObject({ code: 'DEPARTMENT_REFUSED' });
    expect(desk().list()).toEqual([]);
  });

  test.each(Object.entries(modes) as [keyof typeof modes, readonly string[]][])(
    'a system that is %s is not taken to have the order, and gets it again',
    async (mode, codes) => {
      await standIn.setMode(mode);
      for (let times = 0; times < 5; times += 1) {
        const error = await send([orderOf()]).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        expect(error).toMatchObject({ facts: { department } });
        expect(codes).toContain((error as { code: string }).code);
      }
      await standIn.setMode('normal');
      await send([orderOf()]);
      expect(desk().list()).toMatchObject([{ orderId: 'ZL-2026-0001-1', effective: true }]);
    },
  );

  test('a system that is slow is given up, and told so by the caller’s own signal', async () => {
    await standIn.setMode('slow');
    const impatient: Call = (request) => request(AbortSignal.timeout(100));
    await expect(send([orderOf()], impatient)).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });

  test('a system that is switched off does no work either', async () => {
    await send([orderOf()]);
    nowMs += 10_000;
    await standIn.setMode('dead');
    await desk().work();
    expect(answers.received).toEqual([]);
    await standIn.setMode('normal');
    await desk().work();
    expect(answers.received).toHaveLength(2);
  });
}
