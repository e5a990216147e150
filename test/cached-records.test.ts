import { createCachedRecords } from '../subgraphs/cache/cached-records.ts';
import { createMemoryStore } from '../subgraphs/cache/memory-store.ts';

const ages = { freshForMs: 1000, keepForMs: 10_000 };

function setUp() {
  let nowMs = 1_000_000;
  const clock = { now: () => nowMs };
  const records = createCachedRecords({ store: createMemoryStore(1_000_000), clock, failureForMs: 500 });
  let calls = 0;
  let answer: () => Promise<string[]> = async () => ['a record'];
  return {
    records,
    advance: (ms: number) => void (nowMs += ms),
    answerWith: (next: () => Promise<string[]>) => void (answer = next),
    calls: () => calls,
    load: async () => {
      calls += 1;
      return { value: await answer(), asOfMs: nowMs };
    },
  };
}

const down = async (): Promise<string[]> => {
  throw new Error('down');
};

describe('records of asked departments', () => {
  test('are asked for once while they are fresh, and again afterwards', async () => {
    const { records, load, calls, advance } = setUp();
    await records.get('k', ages, false, load);
    await records.get('k', ages, false, load);
    expect(calls()).toBe(1);
    advance(1001);
    await records.get('k', ages, false, load);
    expect(calls()).toBe(2);
  });

  test('are kept when the record is that there is none', async () => {
    const { records, load, calls, answerWith } = setUp();
    answerWith(async () => []);
    await records.get('k', ages, false, load);
    expect(await records.get('k', ages, false, load)).toMatchObject({ state: 'FRESH', kept: { value: [] } });
    expect(calls()).toBe(1);
  });

  test('are one flight for all who wait', async () => {
    const { records, load, calls } = setUp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => records.get('k', ages, false, load)));
    expect(calls()).toBe(1);
    expect(new Set(answers.map(({ kept }) => JSON.stringify(kept))).size).toBe(1);
  });

  test('share a failure too: a dead department is asked once, not once per waiting client', async () => {
    const { records, load, calls, answerWith } = setUp();
    answerWith(down);
    const settled = await Promise.allSettled(Array.from({ length: 20 }, () => records.get('k', ages, false, load)));
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    expect(calls()).toBe(1);
  });

  test('remember a failure briefly, and not longer', async () => {
    const { records, load, calls, answerWith, advance } = setUp();
    answerWith(down);
    await expect(records.get('k', ages, false, load)).rejects.toThrow('down');
    await expect(records.get('k', ages, false, load)).rejects.toThrow('down');
    expect(calls()).toBe(1);
    answerWith(async () => ['back']);
    advance(501);
    expect(await records.get('k', ages, false, load)).toMatchObject({ state: 'FRESH', kept: { value: ['back'] } });
  });

  test('are served as STALE with the failure while the department is down, up to keepFor and no longer', async () => {
    const { records, load, answerWith, advance } = setUp();
    await records.get('k', ages, false, load);
    answerWith(down);
    advance(5000);
    expect(await records.get('k', ages, false, load)).toMatchObject({
      state: 'STALE',
      kept: { value: ['a record'] },
      error: { message: 'down' },
    });
    advance(5001);
    await expect(records.get('k', ages, false, load)).rejects.toThrow('down');
  });

  test('are asked for afresh when the client says so, though fresh ones are kept', async () => {
    const { records, load, calls } = setUp();
    await records.get('k', ages, false, load);
    await records.get('k', ages, true, load);
    expect(calls()).toBe(2);
  });

  test('go in the order of their last use when the bytes are used up', async () => {
    const store = createMemoryStore(2000);
    await store.set('old', 'x'.repeat(300), 60_000);
    await store.set('new', 'x'.repeat(300), 60_000);
    await store.set('newest', 'x'.repeat(300), 60_000);
    expect([await store.get('old'), await store.get('newest')]).toEqual([null, 'x'.repeat(300)]);
  });
});
