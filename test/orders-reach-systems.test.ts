import { setTimeout as pause } from 'node:timers/promises';
import { openDistrict, type TestDistrict } from './support/district.ts';
import { initiation, restriction } from './support/measure-story.ts';
import { openDesk, type TestDesk } from './support/measure-desk.ts';

const fetched = ['human-resources', 'market-regulation', 'state-tax'];
const answering = ['court', 'environment', 'housing-construction'];
const receiving = [...answering, ...fetched].toSorted();
const worklist = ['quality-supervision', 'science-technology'];
const patienceMs = 25_000;

let district: TestDistrict;
let desk: TestDesk;
beforeAll(async () => {
  district = await openDistrict();
  const clock = { ms: 0, now: () => district.clock.now() };
  const items = [{ ...restriction, implementedBy: [...receiving, ...worklist] }];
  desk = await openDesk(district.host.database, { clock, items });
});
afterAll(() => district[Symbol.asyncDispose]());

/** The host delivers and fetches by its own pace; what does not come within the time fails the test. */
async function comes<T>(look: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (isThere(found) || Date.now() > giveUpAt) return found;
    await pause(100);
  }
}

const statuses = async (measureId: string) => {
  const rows = await district.host.database.query<{ department: string; status: string }>(
    'SELECT department, status FROM measure_orders WHERE measure_id = $1 ORDER BY department',
    [measureId],
  );
  return Object.fromEntries(rows.map(({ department, status }) => [department, status]));
};

test('an order of a measure reaches each department by its own wire, and what is said there comes back', async () => {
  const term = { startsOn: '2026-07-06', endsOn: '2027-07-06' };
  const { measureId } = (await desk.initiate({ ...initiation, term })).facts;
  const delivered = await comes(
    () => statuses(measureId),
    (found) => Object.values(found).every((status) => status === 'DELIVERED'),
  );
  expect(delivered).toEqual(Object.fromEntries([...receiving, ...worklist].map((name) => [name, 'DELIVERED'])));
  for (const name of answering)
    expect(district.standIn(name).orders!.list()).toMatchObject([
      { orderId: `${measureId}.${name}.1`, measureId, kind: 'APPLY', receipts: 1, effective: true },
    ]);
  for (const name of worklist) expect(district.standIn(name).orders).toBeUndefined();

  for (const name of fetched) await district.standIn(name).orders!.work();
  const answered = await comes(
    () => statuses(measureId),
    (found) => fetched.every((name) => found[name] === 'IMPLEMENTED'),
  );
  expect(fetched.map((name) => answered[name])).toEqual(fetched.map(() => 'IMPLEMENTED'));
  const feedback = await district.host.database.query<{ department: string; result: string }>(
    'SELECT DISTINCT department, result FROM order_feedback ORDER BY department',
    [],
  );
  expect(feedback).toEqual(fetched.map((department) => ({ department, result: 'TAKEN' })));
});
