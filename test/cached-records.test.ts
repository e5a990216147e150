import { createRedisRates } from '../gateway/limits/redis-rates.ts';
import { createMemoryStore } from '../subgraphs/cache/memory-store.ts';
import { cachedRecordsSuite } from './support/cached-records-suite.ts';
import { quiet } from './support/database.ts';
import { openMemory, openRedisUnderTest, recordStoreSuite, type OpenStore } from './support/record-store-suite.ts';
import { startRedisCluster, type OwnCluster } from './support/redis-cluster.ts';
import { describeWithRedisServer, startRedis, type OwnRedis } from './support/redis-server.ts';

describe('in memory', () => {
  describe('a record store', () => recordStoreSuite(openMemory));
  describe('records of asked departments', () => cachedRecordsSuite(openMemory));

  test('the least recently used go when the bytes are used up, and what is larger than all of them is not kept', async () => {
    const store = createMemoryStore(2000, { now: () => 0 });
    const put = async (key: string, length: number) => {
      await store.claim(key, 'a', 1000, 'OVER');
      return store.keep(key, 'a', 'x'.repeat(length), 60_000);
    };
    for (const key of ['old', 'new', 'newest']) await put(key, 300);
    expect([await store.get('old'), await store.get('newest')]).toMatchObject([null, { text: 'x'.repeat(300) }]);
    expect(await put('large', 1500)).toBe(false);
  });
});

describeWithRedisServer('in Redis', () => {
  let server: OwnRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
  const open: OpenStore = () => openRedisUnderTest(server.url, [server.port]);
  describe('a record store', () => recordStoreSuite(open));
  describe('records of asked departments', () => cachedRecordsSuite(open));

  test('a text beyond the bound on a value is not kept, and nobody waits for it', async () => {
    const under = await open();
    const { store } = under;
    await store.claim('k', 'a', 60_000, 'FIRM');
    expect(await store.keep('k', 'a', 'x'.repeat(1001), 60_000)).toBe(false);
    expect([await store.get('k'), await store.claim('k', 'b', 1000, 'FIRM')]).toEqual([null, 'OURS']);
    await under.close();
  });
});

describeWithRedisServer('in a Redis cluster of six processes', () => {
  let cluster: OwnCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster.close());
  const open: OpenStore = () =>
    openRedisUnderTest(
      cluster.url,
      cluster.masters.map(({ port }) => port),
    );
  describe('a record store', () => recordStoreSuite(open));
  describe('records of asked departments', () => cachedRecordsSuite(open));

  test('what clients may ask is counted too', async () => {
    const rates = await createRedisRates({ url: cluster.url, prefix: 'spent:', now: null, log: quiet });
    const claim = { client: 'hall', what: 'requests', units: 4, limit: 7, windowMs: 3_600_000 };
    const outcomes = [await rates.spend([claim]), await rates.spend([claim, { ...claim, what: 'court' }])];
    expect(outcomes.flat().map(({ granted }) => granted)).toEqual([true, false, true]);
    await rates.close();
  });
});
