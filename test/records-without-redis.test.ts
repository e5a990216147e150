import { createGenerations } from '../subgraphs/cache/generations.ts';
import { createOwedDrops, TooManyDropsOwed } from '../subgraphs/cache/owed-drops.ts';
import { createRecordInvalidation } from '../subgraphs/cache/record-invalidation.ts';
import { recordCacheKey } from '../subgraphs/cache/record-store.ts';
import type { CachedRecords } from '../subgraphs/cache/cached-records.ts';
import { createGenerationLedger } from '../subgraphs/connector/generation-ledger.ts';
import { openTestDatabase } from './support/database.ts';
import { again, alone, openRecordProcess, type RecordProcess } from './support/record-processes.ts';
import { keysOfOneTest } from './support/record-store-suite.ts';
import { describeWithRedisServer, startRedis, type OwnRedis } from './support/redis-server.ts';
import { until } from './support/until.ts';

describeWithRedisServer('when Redis is gone', () => {
  let server: OwnRedis;
  let one: RecordProcess;
  let other: RecordProcess;
  let nowMs = 1_000_000;
  let calls: number;
  let value: string;
  let key: string;
  beforeAll(async () => {
    server = await startRedis();
    const clock = { now: () => nowMs };
    [one, other] = await Promise.all([openRecordProcess(server.url, clock), openRecordProcess(server.url, clock)]);
  });
  beforeEach(() => {
    [calls, value, key] = [0, 'a record', keysOfOneTest()()];
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await server.close();
  });
  const get = ({ records }: RecordProcess, freshForMs = 3_600_000, asked = key) =>
    records.get<string>(asked, {
      freshForMs,
      keepForMs: 7_200_000,
      version: 1,
      waitForMs: 1000,
      load: async () => {
        calls += 1;
        return { value, asOfMs: nowMs };
      },
    });
  const back = async (...processes: RecordProcess[]) => {
    for (const process of processes)
      await until(async () => {
        await get(process, 3_600_000, 'record:looking:g:{}:x');
        return process.told().at(-1) !== alone;
      });
  };

  test('it is bypassed at once: each process goes on with what went through it, asks for itself, and is back by itself', async () => {
    await get(one);
    await get(other);
    expect(calls).toBe(1);
    await server.kill();
    const startedAt = performance.now();
    expect([await get(one), await get(other)]).toMatchObject([{ state: 'FRESH' }, { state: 'FRESH' }]);
    expect(calls).toBe(1);
    const unknown = keysOfOneTest()();
    await Promise.all([one, other].flatMap((process) => [get(process, 1000, unknown), get(process, 1000, unknown)]));
    expect(calls).toBe(3);
    // Milliseconds; the bound is that of a machine with other work to do.
    expect(performance.now() - startedAt).toBeLessThan(250);
    await server.start();
    await back(one, other);
    expect([one.told().slice(-2), other.told().slice(-2)]).toEqual([
      [alone, again],
      [alone, again],
    ]);
    await get(one, 3_600_000, key);
    calls = 0;
    await get(other, 3_600_000, key);
    expect(calls).toBe(0);
  });

  test('a Redis that accepts and says nothing is not waited for again and again', async () => {
    await get(one);
    server.hold();
    const startedAt = performance.now();
    for (let times = 0; times < 200; times += 1) expect(await get(one)).toMatchObject({ state: 'FRESH' });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    server.resume();
    await back(one);
    expect(calls).toBe(1);
  });

  test('what was dropped meanwhile is dropped there before anything there is believed again', async () => {
    await get(one);
    await get(other);
    server.hold();
    await get(one);
    // It is left alone now: what was sent before would be carried out later, what is sent no more is owed.
    expect(one.told().at(-1)).toBe(alone);
    await one.records.drop([key]);
    value = 'a newer record';
    expect(await get(one)).toMatchObject({ kept: { value } });
    server.resume();
    await back(one);
    expect(await get(one)).toMatchObject({ kept: { value } });
    expect(await get(other)).toMatchObject({ kept: { value } });
  });

  test('a process that may not hear what others drop believes its own copies for a second only', async () => {
    await get(one);
    await get(one);
    await server.kill();
    one.records.trust(false);
    nowMs += 900;
    await get(one);
    expect(calls).toBe(1);
    nowMs += 200;
    await get(one);
    expect(calls).toBe(2);
    one.records.trust(true);
    nowMs += 2000;
    await get(one);
    expect(calls).toBe(2);
    await server.start();
    await back(one);
  });
});

test('what was confirmed shortly before Redis was gone is dropped once more: a replica may have missed it', async () => {
  let nowMs = 0;
  const owed = createOwedDrops(() => nowMs);
  const paid: string[] = [];
  const pay = () => owed.pay(async (keys) => void paid.push(...keys));
  owed.done(['long ago']);
  nowMs += 20_000;
  owed.done(['just now']);
  await pay();
  expect(paid).toEqual([]);
  owed.doubt();
  owed.add(['meanwhile']);
  await expect(owed.pay(() => Promise.reject(new Error('still gone')))).rejects.toThrow('still gone');
  await pay();
  expect(paid.toSorted()).toEqual(['just now', 'meanwhile']);
});

describe('the generation of a department', () => {
  test('is raised for all processes: at once where it is told, within a second elsewhere, and for no other department', async () => {
    await using database = await openTestDatabase();
    let nowMs = 0;
    const ledger = createGenerationLedger(database);
    const [one, other, told] = [0, 1, 2].map(() => createGenerations(ledger, () => nowMs));
    const before = await other!.of('court');
    expect(await one!.of('court')).toBe(before);
    await told!.of('court');
    await one!.raise('court');
    await told!.reread();
    const after = await one!.of('court');
    expect(after).not.toBe(before);
    expect(await told!.of('court')).toBe(after);
    nowMs += 900;
    expect(await other!.of('court')).toBe(after);
    expect(await other!.of('environment')).toBe(before);
    await other!.raise('court');
    expect([before, after]).not.toContain(await other!.of('court'));
  }, 60_000);

  test('is read again aside while it is used, so that nobody waits for the database', async () => {
    let nowMs = 0;
    let reads = 0;
    const ledger = { read: async () => new Map([['', `g${(reads += 1)}`]]), raise: async () => {} };
    const generations = createGenerations(ledger, () => nowMs);
    expect([await generations.of('court'), await generations.of('court')]).toEqual(['g1', 'g1']);
    nowMs += 500;
    expect(await generations.of('court')).toBe('g1');
    await new Promise(setImmediate);
    expect(await generations.of('court')).toBe('g2');
  });

  test('is raised where more drops are owed than can be remembered', async () => {
    const raised: string[] = [];
    const records = { drop: () => Promise.reject(new TooManyDropsOwed()) } as unknown as CachedRecords;
    const generations = {
      of: async () => 'g',
      raise: async (department: string) => void raised.push(department),
      reread: async () => {},
    };
    const invalidation = createRecordInvalidation({ records, generations, recordSets: new Map([['court', ['a']]]) });
    await invalidation.drop('court', ['9151090420599001XY']);
    await invalidation.drop('nobody', ['9151090420599001XY']);
    expect(raised).toEqual(['court']);
  });
});

test('what changes about an organisation drops its computed keys of the department, and no other', async () => {
  const dropped: string[] = [];
  const records = { drop: async (keys: readonly string[]) => void dropped.push(...keys) } as unknown as CachedRecords;
  const generations = { of: async () => 'g7', raise: async () => {}, reread: async () => {} };
  const recordSets = new Map([
    ['court', ['listings', 'cases']],
    ['environment', ['penalties']],
  ]);
  await createRecordInvalidation({ records, generations, recordSets }).drop('court', ['9151090420599001XY']);
  expect(dropped).toEqual([
    'record:court:g7:{9151090420599001XY}:listings',
    recordCacheKey('court', 'g7', '9151090420599001XY', 'cases'),
  ]);
});
