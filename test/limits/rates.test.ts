import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { clientKey } from '../../gateway/limits/client-key.ts';
import { createFallBack } from '../../gateway/limits/fall-back.ts';
import { createMemoryRates } from '../../gateway/limits/memory-rates.ts';
import type { Claim, RateStore } from '../../gateway/limits/rates.ts';
import { createRedisRates } from '../../gateway/limits/redis-rates.ts';
import { readableLog, silent } from '../support/gateway.ts';
import { createKeySpace, redis } from '../support/redis.ts';

const claim = (change: Partial<Claim> = {}): Claim => ({
  client: 'a',
  what: 'requests',
  units: 1,
  limit: 7,
  windowMs: 60_000,
  ...change,
});

function suite(open: (now: () => number) => Promise<{ store: RateStore; close: () => Promise<void> }>): void {
  let clock: number;
  let store: RateStore;
  let close: () => Promise<void>;
  beforeEach(async () => {
    clock = Date.parse('2026-11-24T08:00:00Z');
    ({ close, store } = await open(() => clock));
  });
  afterEach(() => close());
  const one = async (change: Partial<Claim> = {}) => (await store.spend([claim(change)]))[0]!;

  test('grants the limit, and says what remains and when there is more', async () => {
    const granted = [];
    for (let times = 0; times < 7; times++) granted.push(await one());
    expect(granted.map(({ remaining }) => remaining)).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(granted.map((outcome) => outcome.granted)).not.toContain(false);
    expect(await one()).toEqual({ granted: false, remaining: 0, resetMs: 60_000, retryAfterMs: 8572 });
  });

  test('gives back evenly, and to the millisecond it said', async () => {
    await one({ units: 7 });
    clock += 8571;
    expect((await one()).granted).toBe(false);
    clock += 1;
    expect([(await one()).granted, (await one()).granted]).toEqual([true, false]);
    clock += 60_000;
    expect(await one({ units: 7 })).toMatchObject({ granted: true, remaining: 0 });
  });

  test('spends nothing on what it does not grant, and never grants more than the limit', async () => {
    expect(await one({ units: 8 })).toEqual({ granted: false, remaining: 7, resetMs: 0, retryAfterMs: null });
    expect(await one({ units: 7 })).toMatchObject({ granted: true });
  });

  test('counts each client and each thing by itself, in one call too', async () => {
    await one({ what: 'court', units: 7 });
    const outcomes = await store.spend([claim({ what: 'court' }), claim({ what: 'environment', limit: 2, units: 2 })]);
    expect(outcomes.map(({ granted }) => granted)).toEqual([false, true]);
    expect((await one({ client: 'b', what: 'court', units: 7 })).granted).toBe(true);
  });

  test('takes nothing away when a clock is set back', async () => {
    await one({ units: 6 });
    clock -= 3_600_000;
    expect([(await one()).granted, (await one()).granted]).toEqual([true, false]);
  });

  test('grants the limit to those who ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => one()));
    expect(all.filter(({ granted }) => granted)).toHaveLength(7);
  });
}

describe('rates in memory', () => {
  suite(async (now) => ({ store: createMemoryRates(now), close: async () => {} }));
});

/** These are about sums, on a machine that may be busy. */
const patienceMs = 10_000;

redis.describe('rates in Redis', () => {
  suite(async (now) => {
    const { drop, prefix, url } = createKeySpace();
    const store = await createRedisRates({ url, prefix, now, log: silent, patienceMs });
    return {
      store,
      async close() {
        await store.close();
        await drop();
      },
    };
  });

  test('are counted together by several gateways, on the clock of the server', async () => {
    const { drop, prefix, url } = createKeySpace();
    const stores = await Promise.all(
      [0, 1].map(() => createRedisRates({ url, prefix, now: null, log: silent, patienceMs })),
    );
    const outcomes = await Promise.all(stores.map((store) => store.spend([claim({ units: 4, windowMs: 3_600_000 })])));
    expect(outcomes.flat().filter(({ granted }) => granted)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
    await drop();
  });

  test('go on in memory at once when Redis is gone, and in Redis when it is back', async () => {
    const { drop, prefix, url } = createKeySpace();
    const line = await openLine(url);
    const { lines, log } = readableLog();
    let clock = 0;
    const shared = await createRedisRates({ url: line.url, prefix, now: null, log });
    const store = createFallBack({ shared, own: createMemoryRates(() => clock), now: () => clock, log });
    const told = () => lines.map(({ msg }) => String(msg)).filter((msg) => msg.startsWith('rates'));
    const spend = async () => (await store.spend([claim({ windowMs: 3_600_000 })]))[0]!.remaining;
    expect([await spend(), await spend()]).toEqual([6, 5]);
    line.cut();
    const cutAt = performance.now();
    expect(await spend()).toBe(6);
    expect(performance.now() - cutAt).toBeLessThan(100);
    await line.mend();
    while (!told().includes('rates are counted in Redis again')) {
      clock += 1000;
      await spend();
      await new Promise(setImmediate); // Sockets are looked after between two of these.
      if (performance.now() - cutAt > 10_000) throw new Error('Redis was not found again');
    }
    expect(await spend()).toBe(3); // Two before, the one that found it, and this one.
    expect(told()).toEqual([
      'rates are counted in this process alone: Redis does not answer',
      'rates are counted in Redis again',
    ]);
    await store.close();
    line.cut();
    await drop();
  });
});

test('a Redis that accepts and says nothing is not waited for again and again', async () => {
  const mute = createServer().listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const sockets: Socket[] = [];
  mute.on('connection', (socket) => sockets.push(socket.on('error', () => undefined).resume()));
  const url = `redis://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const sharedSoon = createRedisRates({ url, prefix: 'x', now: null, log: silent });
  const shared = await sharedSoon;
  const store = createFallBack({ shared, own: createMemoryRates(() => 0), now: () => 0, log: silent });
  const startedAt = performance.now();
  for (let times = 0; times < 100; times++) await store.spend([claim()]);
  expect(performance.now() - startedAt).toBeLessThan(400);
  await store.close();
  for (const socket of sockets) socket.destroy();
  mute.close();
});

describe('a client is', () => {
  const clerk = { id: 'c', role: 'clerk' } as const;
  test.each([
    ['its system, whoever asks through it', { ...clerk, client: 'hall' }, { ...clerk, id: 'd', client: 'hall' }],
    ['the caller, from wherever', clerk, clerk],
  ])('%s', (_, one, other) => {
    expect(clientKey(one, '10.0.0.1')).toBe(clientKey(other, '10.0.0.2'));
    expect(clientKey(one, '10.0.0.1')).not.toBe(clientKey(null, '10.0.0.1'));
  });

  test.each([
    ['10.0.0.1', '::ffff:10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2', true],
    ['2001:db8:0:1::1', '2001:db8:0:2::1', false],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['fe80::1%eth0', 'fe80::2', true],
  ])('an address, of IPv6 a network: %s and %s', (one, other, same) => {
    expect(clientKey(null, one) === clientKey(null, other)).toBe(same);
  });

  test('never another one that is called the same', () => {
    expect(clientKey({ ...clerk, client: 'c' }, '')).not.toBe(clientKey(clerk, ''));
  });
});

/** A line to a server that can be cut and mended. */
async function openLine(to: string) {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  const line = createServer((near) => {
    const far = connect(Number(port || 6379), hostname);
    for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const bound = (line.address() as AddressInfo).port;
  return {
    url: `redis://127.0.0.1:${bound}`,
    cut() {
      line.close();
      for (const socket of sockets) socket.destroy();
    },
    async mend() {
      line.listen(bound, '127.0.0.1');
      await once(line, 'listening');
    },
  };
}
