import { DepartmentBusy } from '../../schema/errors.ts';
import { createCachedRecords, type CachedRecords, type Wanted } from '../../subgraphs/cache/cached-records.ts';
import { departmentFailures } from '../../subgraphs/connector/failure-text.ts';
import { keysOfOneTest, type OpenStore, type StoreUnderTest } from './record-store-suite.ts';

const down = async (): Promise<string[]> => {
  throw new DepartmentBusy({ department: 'court' });
};
const busy = 'The department is busy or its permitted rate is used up.';

/** What records of asked departments promise over any store. */
export function cachedRecordsSuite(open: OpenStore): void {
  let under: StoreUnderTest;
  let key: string;
  let calls: boolean[];
  let answer: () => Promise<string[]>;
  let records: CachedRecords;
  let other: CachedRecords;

  /** As a process of its own over the same store. */
  const createProcess = () =>
    createCachedRecords({
      store: under.store,
      clock: under.clock,
      failureForMs: 500,
      failureText: departmentFailures,
      onFault: (error) => {
        throw error;
      },
    });
  beforeEach(async () => {
    under = await open();
    key = keysOfOneTest()();
    calls = [];
    answer = async () => ['a record'];
    [records, other] = [createProcess(), createProcess()];
  });
  afterEach(() => under.close());

  const wanted = (change: Partial<Wanted<string[]>> = {}): Wanted<string[]> => ({
    freshForMs: 10_000,
    keepForMs: 100_000,
    version: 1,
    waitForMs: 4000,
    load: async (aside) => {
      calls.push(aside);
      return { value: await answer(), asOfMs: under.clock.now() };
    },
    ...change,
  });
  const get = (change: Partial<Wanted<string[]>> = {}) => records.get(key, wanted(change));
  /** What is being written, and refreshed aside, is done when this is answered: the next flight would wait for it. */
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await under.store.get(key);
  };

  test('are asked for once while they are fresh, and again afterwards', async () => {
    await get();
    await settled();
    await under.advance(8000);
    await get();
    expect(calls).toHaveLength(1);
    await under.advance(2001);
    await get();
    expect(calls).toHaveLength(2);
  });

  test('are kept when the record is that there is none', async () => {
    answer = async () => [];
    await get();
    expect(await get()).toMatchObject({ state: 'FRESH', kept: { value: [] } });
    expect(calls).toHaveLength(1);
  });

  test('say when the department gave them, however long ago that was', async () => {
    const { kept } = await get();
    await settled();
    await under.advance(5000);
    expect((await get()).kept.asOfMs).toBe(kept.asOfMs);
  });

  test('are one flight for all who wait, in all processes', async () => {
    const asked = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? records : other).get(key, wanted()));
    const answers = await Promise.all(asked);
    expect(calls).toHaveLength(1);
    expect(new Set(answers.map(({ kept }) => JSON.stringify(kept))).size).toBe(1);
  });

  test('share a failure too, in all processes: a dead department is asked once, not once per waiting client', async () => {
    answer = down;
    const asked = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? records : other).get(key, wanted()));
    const settledAll = await Promise.allSettled(asked);
    expect(settledAll.every(({ status }) => status === 'rejected')).toBe(true);
    expect(calls).toHaveLength(1);
    await expect(other.get(key, wanted())).rejects.toMatchObject({
      code: 'DEPARTMENT_BUSY',
      facts: { department: 'court' },
    });
  });

  test('remember a failure briefly, and not longer', async () => {
    answer = down;
    await expect(get()).rejects.toThrow(busy);
    await expect(get()).rejects.toThrow(busy);
    expect(calls).toHaveLength(1);
    answer = async () => ['back'];
    await under.advance(501);
    expect(await get()).toMatchObject({ state: 'FRESH', kept: { value: ['back'] } });
  });

  test('are served as STALE with the failure while the department is down, up to keepFor and no longer', async () => {
    await get();
    await settled();
    answer = down;
    await under.advance(50_000);
    expect(await get()).toMatchObject({ state: 'STALE', kept: { value: ['a record'] }, error: { message: busy } });
    await under.advance(50_001);
    await expect(get()).rejects.toThrow(busy);
  });

  test('are asked for afresh when the client says so, though fresh ones are kept', async () => {
    await get();
    await settled();
    answer = async () => ['newer'];
    expect(await get({ now: true })).toMatchObject({ kept: { value: ['newer'] } });
    await settled();
    expect(await other.get(key, wanted())).toMatchObject({ kept: { value: ['newer'] } });
    expect(calls).toHaveLength(2);
  });

  test('of another version of the connector are never read, nor served as STALE', async () => {
    await get({ version: 1 });
    await settled();
    expect(await get({ version: 1 })).toMatchObject({ kept: { value: ['a record'] } });
    answer = async () => ['in a new shape'];
    expect(await get({ version: 2 })).toMatchObject({ kept: { value: ['in a new shape'] } });
    await settled();
    answer = down;
    await expect(get({ version: 3 })).rejects.toThrow(busy);
  });

  test('that are asked for often are refreshed aside before they are no longer fresh, once', async () => {
    await get();
    await settled();
    for (let times = 0; times < 5; times += 1) await get();
    await under.advance(8500);
    answer = async () => ['newer'];
    await Promise.all(Array.from({ length: 20 }, () => get()));
    await settled();
    expect(calls).toEqual([false, true]);
    await under.advance(3000);
    expect(await get()).toMatchObject({ state: 'FRESH', kept: { value: ['newer'] } });
    expect(calls).toEqual([false, true]);
  });

  test('that are asked for seldom, or by batches alone, are not refreshed ahead', async () => {
    await get();
    await settled();
    await under.advance(8500);
    for (let times = 0; times < 3; times += 1) await get();
    for (let times = 0; times < 20; times += 1) await get({ apart: true });
    await settled();
    expect(calls).toEqual([false]);
  });

  test('whose refreshing ahead fails are fresh to their end, and nobody is told of it', async () => {
    await get();
    await settled();
    for (let times = 0; times < 5; times += 1) await get();
    await under.advance(8500);
    answer = down;
    expect(await get()).toMatchObject({ state: 'FRESH' });
    await settled();
    answer = async () => ['newer'];
    await under.advance(1600);
    expect(await get()).toMatchObject({ state: 'FRESH', kept: { value: ['newer'] } });
  });

  test('that are dropped are asked for anew, and what was being asked does not come back', async () => {
    let respond!: (value: string[]) => void;
    answer = () => new Promise((resolve) => (respond = resolve));
    const before = get();
    while (calls.length === 0) await settled();
    await other.drop([key]);
    answer = async () => ['of after'];
    const after = other.get(key, wanted());
    expect(await after).toMatchObject({ kept: { value: ['of after'] } });
    respond(['of before']);
    expect(await before).toMatchObject({ kept: { value: ['of before'] } });
    await settled();
    expect(await other.get(key, wanted())).toMatchObject({ kept: { value: ['of after'] } });
  });

  test('are asked for by an interactive query though a batch is asking, and by a batch though somebody is', async () => {
    const waiting: ((value: string[]) => void)[] = [];
    answer = () => new Promise((resolve) => waiting.push(resolve));
    const batch = get({ apart: true });
    while (calls.length < 1) await settled();
    const interactive = other.get(key, wanted());
    while (calls.length < 2) await settled();
    const another = get({ apart: true });
    waiting[1]!(['for a person']);
    expect(await interactive).toMatchObject({ kept: { value: ['for a person'] } });
    waiting[0]!(['for a batch']);
    expect([(await batch).kept.value, (await another).kept.value]).toEqual([['for a batch'], ['for a batch']]);
    await settled();
    expect(await other.get(key, wanted())).toMatchObject({ kept: { value: ['for a person'] } });
  });

  test('of a process that died while asking are asked for by another after the time-out of the department', async () => {
    await under.store.claim(key, 'of one that died', 60_000, 'FIRM');
    const startedAt = performance.now();
    expect(await get({ waitForMs: 100 })).toMatchObject({ kept: { value: ['a record'] } });
    expect(performance.now() - startedAt).toBeGreaterThan(90);
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });
}
