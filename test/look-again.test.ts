import { DepartmentMaintenance, DepartmentUnavailable } from '../schema/errors.ts';
import { createLocalBus } from '../schema/changes/local-bus.ts';
import { callsApartMs } from '../subgraphs/connector/rate.ts';
import type { Delivery, DeliveringProtocol } from '../subgraphs/connector/protocol.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { startCollecting, type Collecting } from '../subgraphs/deliveries/start-collecting.ts';
import { serveDepartment, type Surroundings } from '../subgraphs/serve-department.ts';
import { openTestDatabase, quiet } from './support/database.ts';
import { delivery, listConnector, qinghe, row } from './support/delivering.ts';
import { manualTime } from './support/manual-time.ts';

const startMs = Date.parse('2026-07-02T10:00:00+08:00');
const given = delivery('2026-07-02', [row('1', { CODE: qinghe })]);
let database: Database & AsyncDisposable;
let collecting: Collecting | null = null;
let looks: number;
let answer: Error | readonly Delivery[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const table of ['delivered_facts', 'deliveries', 'record_set_state'])
    await database.query(`DELETE FROM ${table}`);
  [looks, answer] = [0, [given]];
});
afterEach(() => collecting?.stop());

/** A department that is looked at every half hour, and was looked at once. */
async function serve({ apartMs = 0, random = 0.5 } = {}) {
  const time = manualTime(startMs);
  const protocol: DeliveringProtocol = {
    name: 'test',
    mode: 'delivered',
    connect: () => ({
      async collect() {
        looks += 1;
        if (answer instanceof Error) throw answer;
        return { deliveries: answer, seen: { listings: time.clock.now() } };
      },
      close: async () => {},
    }),
  };
  const around = { changes: createLocalBus(), clock: time.clock, database, log: quiet } as unknown as Surroundings;
  const department = { name: 'lists', sdl: '', connector: { ...listConnector(), protocol } };
  const served = await serveDepartment(department, { url: 'file:///nowhere' }, around);
  collecting = startCollecting([{ ...served, isRegister: false, everyMs: 30 * 60_000, apartMs }], {
    clock: time.clock,
    log: quiet,
    after: (ms, call) => time.after(ms, call),
    random: () => random,
  });
  await collecting.first;
  return {
    ...time,
    /** Lets the time until the next look pass, and the look end. */
    async next() {
      time.pass(time.waiting()[0]!);
      await served.collect();
    },
    about: async (now = false) => (await served.load([qinghe], now, false))[0]!,
  };
}

test('a department that came back is looked at again within about a minute, and its answer holds', async () => {
  const lists = await serve();
  expect(lists.waiting()).toEqual([30]);
  answer = new DepartmentUnavailable({ department: 'lists' });
  await lists.next();
  expect(lists.waiting()).toEqual([1]);
  const retryAt = new Date(lists.clock.now() + 60_000).toISOString();
  expect(await lists.about()).toMatchObject({
    source: { state: 'STALE', nextExpected: retryAt },
    error: { code: 'DEPARTMENT_UNAVAILABLE', facts: { retryAt } },
  });
  answer = [];
  await lists.next();
  expect(await lists.about()).toMatchObject({ source: { state: 'ANSWERED' }, error: null });
  expect(lists.waiting()).toEqual([30]);
});

test('one that stays away is looked at ever less often, never more seldom than its interval', async () => {
  answer = new DepartmentUnavailable({ department: 'lists' });
  const lists = await serve();
  const waits: number[] = [];
  for (let at = 0; at < 7; at += 1) {
    waits.push(...lists.waiting());
    await lists.next();
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);
  expect(looks).toBe(8);
});

test.each([
  ['at the earliest, by chance', { random: 0 }, 0.8],
  ['at the latest, by chance', { random: 1 }, 1.2],
  [
    'no sooner than its rate allows',
    {
      apartMs: callsApartMs([
        { calls: 12, per: 'minute' },
        { calls: 288, per: 'day' },
      ]),
    },
    5,
  ],
  ['at its interval, where its rate allows no sooner', { apartMs: callsApartMs([{ calls: 2, per: 'day' }]) }, 30],
])('after a failed look it is looked at again %s', async (_, how, minutes) => {
  answer = new DepartmentUnavailable({ department: 'lists' });
  expect((await serve(how)).waiting()).toEqual([expect.closeTo(minutes, 6)]);
});

test('a moment that the department announces is waited for', async () => {
  const nextExpected = new Date(startMs + 12 * 60_000).toISOString();
  answer = new DepartmentMaintenance({ department: 'lists', nextExpected });
  expect((await serve()).waiting()).toEqual([12]);
});

test('a look that a client wanted and that failed brings the next one forward, and never puts it off', async () => {
  const lists = await serve();
  answer = new DepartmentUnavailable({ department: 'lists' });
  lists.pass(3);
  expect((await lists.about(true)).source.state).toBe('STALE');
  expect(lists.waiting()).toEqual([1]);
  lists.pass(0.5);
  await lists.about(true);
  expect(lists.waiting()).toEqual([0.5]);
});

test('nothing is looked at after the end', async () => {
  const lists = await serve();
  await collecting!.stop();
  expect(lists.waiting()).toEqual([]);
});
