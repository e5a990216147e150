import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { createMemoryStore } from '../../subgraphs/cache/memory-store.ts';
import { createRedisStore } from '../../subgraphs/cache/redis-store.ts';
import { recordCacheKey, type RecordStore } from '../../subgraphs/cache/record-store.ts';
import { quiet } from './database.ts';
import { until } from './until.ts';

export interface StoreUnderTest {
  readonly store: RecordStore;
  /** Lets time pass, for the store and on `clock`. */
  advance(ms: number): Promise<void>;
  readonly clock: { now(): number };
  close(): Promise<void>;
}

export type OpenStore = () => Promise<StoreUnderTest>;

/** Keys of a department of a test's own; those of different codes lie on different shards. */
export function keysOfOneTest(): (set?: string, code?: string) => string {
  const department = `test-${randomBytes(6).toString('hex')}`;
  return (set = 'penalties', code = '9151090420599001XY') => recordCacheKey(department, 'g', code, set);
}

export const openMemory: OpenStore = async () => {
  let nowMs = 1_000_000;
  const clock = { now: () => nowMs };
  const store = createMemoryStore(1_000_000, clock);
  return { store, clock, advance: async (ms) => void (nowMs += ms), close: () => store.close() };
};

/** `ports`: the masters. Time passes in Redis by what is taken off the keys' remaining times. */
export async function openRedisUnderTest(url: string, ports: readonly number[]): Promise<StoreUnderTest> {
  let nowMs = 1_000_000;
  const store = createRedisStore({ url, maxValueBytes: 1000, log: quiet });
  const masters = ports.map((port) => new Redis({ port, host: '127.0.0.1' }));
  await until(() =>
    store.get('nothing').then(
      () => true,
      () => false,
    ),
  );
  return {
    store,
    clock: { now: () => nowMs },
    async advance(ms) {
      nowMs += ms;
      for (const master of masters)
        for (const key of await master.keys('*')) await master.pexpire(key, (await master.pttl(key)) - ms);
    },
    async close() {
      await store.close();
      for (const master of masters) {
        await master.flushall();
        master.disconnect();
      }
    },
  };
}

/** What every store of records promises. */
export function recordStoreSuite(open: OpenStore): void {
  let under: StoreUnderTest;
  let store: RecordStore;
  let key: ReturnType<typeof keysOfOneTest>;
  beforeEach(async () => {
    under = await open();
    ({ store } = under);
    key = keysOfOneTest();
  });
  afterEach(() => under.close());
  const put = async (at: string, text: string, keepForMs = 60_000) => {
    await store.claim(at, 'put', 1000, 'OVER');
    return store.keep(at, 'put', text, keepForMs);
  };

  test.each(['[]', '{"name":"遂宁样例"} 1 !\n~', '', ' '])(
    'gives back the text %j as it was kept, and its age',
    async (text) => {
      expect(await put(key(), text)).toBe(true);
      await under.advance(20_000);
      const found = (await store.get(key()))!;
      expect(found).toMatchObject({ text, keepForMs: 60_000 });
      expect(found.ageMs).toBeGreaterThanOrEqual(20_000);
      expect(found.ageMs).toBeLessThan(22_000);
    },
  );

  test('keeps a text for its time and no longer', async () => {
    await put(key(), 'x', 30_000);
    await under.advance(29_000);
    expect(await store.get(key())).not.toBeNull();
    await under.advance(1001);
    expect(await store.get(key())).toBeNull();
  });

  test('lets one of many claim a key, and the next when it has ended', async () => {
    const claim = (flight: string) => store.claim(key(), flight, 5000, 'FIRM');
    const claims = await Promise.all(['a', 'b', 'c', 'd'].map(claim));
    expect(claims.filter((one) => one === 'OURS')).toHaveLength(1);
    expect(claims.filter((one) => one === 'TAKEN')).toHaveLength(3);
    await store.abandon(key(), 'abcd'[claims.indexOf('OURS')]!, null);
    expect(await claim('e')).toBe('OURS');
    await under.advance(5001);
    expect(await claim('f')).toBe('OURS');
  });

  test.each([
    ['~a', 'WEAK', 'TAKEN'],
    ['~a', 'FIRM', 'OURS'],
    ['a', 'WEAK', 'TAKEN'],
    ['a', 'FIRM', 'TAKEN'],
    ['a', 'OVER', 'OURS'],
  ] as const)('of a key that %s has, a claim that is %s is %s', async (first, manner, expected) => {
    await store.claim(key(), first, 5000, 'OVER');
    expect(await store.claim(key(), 'b', 5000, manner)).toBe(expected);
  });

  test.each([
    ['was never made', async () => undefined],
    ['has ended', async () => store.abandon(key(), 'a', null)],
    ['was taken over', async () => store.claim(key(), 'b', 5000, 'OVER')],
    ['was dropped', async () => store.drop([key()])],
    ['is over', async () => under.advance(5001)],
  ])('keeps nothing under a claim that %s', async (what, happens) => {
    if (!what.includes('never')) await store.claim(key(), 'a', 5000, 'FIRM');
    await happens();
    expect(await store.keep(key(), 'a', 'of before', 60_000)).toBe(false);
    expect(await store.get(key())).toBeNull();
  });

  test('leaves a failure to those who claim next, for its time, but to those who ask whatever is kept', async () => {
    await store.claim(key(), 'a', 5000, 'FIRM');
    await store.abandon(key(), 'a', { text: 'it is busy', forMs: 2000 });
    expect(await store.claim(key(), 'b', 5000, 'FIRM')).toEqual({ failure: 'it is busy' });
    expect(await store.claim(key(), 'c', 5000, 'OVER')).toBe('OURS');
    await store.abandon(key(), 'c', { text: 'it is busy', forMs: 2000 });
    await under.advance(2001);
    expect(await store.claim(key(), 'd', 5000, 'FIRM')).toBe('OURS');
  });

  test('drops texts, claims and failures of any organisations in one call, and nothing else', async () => {
    const codes = Array.from({ length: 300 }, (_, at) => `91510904MA${String(at).padStart(8, '0')}`);
    const keys = codes.map((code) => key('penalties', code));
    await Promise.all(keys.map((one) => put(one, 'x')));
    await put(key('licences', codes[0]), 'stays');
    await store.claim(keys[1]!, 'a', 5000, 'FIRM');
    await store.claim(keys[2]!, 'a', 5000, 'FIRM');
    await store.abandon(keys[2]!, 'a', { text: 'it is busy', forMs: 2000 });
    await store.drop(keys);
    expect((await Promise.all(keys.map((one) => store.get(one)))).filter((found) => found !== null)).toEqual([]);
    expect(await Promise.all([1, 2].map((at) => store.claim(keys[at]!, 'b', 5000, 'FIRM')))).toEqual(['OURS', 'OURS']);
    expect(await store.get(key('licences', codes[0]))).toMatchObject({ text: 'stays' });
  });
}
