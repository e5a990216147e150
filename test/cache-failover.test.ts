import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Redis } from 'ioredis';
import { drawing, startLoad, type Load } from './support/failover-load.ts';
import { alone, again, openRecordProcess, type RecordProcess } from './support/record-processes.ts';
import { startRedisCluster, type OwnCluster } from './support/redis-cluster.ts';
import { describeWithRedisServer, type OwnRedis } from './support/redis-server.ts';
import { until } from './support/until.ts';

const rounds = process.env['LONG_PROOFS'] === '1' ? 30 : 1;
const seed = Number(process.env['PROOF_SEED'] ?? 20_261_125);

/** What docs/proofs/cache-failover.md says. */
describeWithRedisServer('masters of a Redis cluster are killed under load', () => {
  let cluster: OwnCluster;
  let processes: RecordProcess[];
  let load: Load;
  beforeAll(async () => {
    cluster = await startRedisCluster();
    processes = await Promise.all([0, 1].map(() => openRecordProcess(cluster.url, Date)));
    load = startLoad({ processes, seed, workers: 16, organisations: 200 });
  }, 60_000);
  afterAll(async () => {
    await load.stop();
    await Promise.all(processes.map((one) => one.close()));
    await cluster.close();
  });

  test('nobody is given an error or what was before a change, nobody waits long, and the cluster is used again', async () => {
    const draw = drawing(seed);
    const lag = monitorEventLoopDelay({ resolution: 10 });
    lag.enable();
    const startedAt = performance.now();
    const backAfterMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) backAfterMs.push(await killOne(cluster, processes, draw));
    const { counts } = load;
    const before = counts.calls;
    await load.stop();
    lag.disable();
    const seconds = (performance.now() - startedAt) / 1000;
    const { calls, changes, longestMs, reads } = counts;
    console.log(
      `seed ${seed}: ${rounds} kills in ${seconds.toFixed(0)} s, ${reads} reads, ${changes} changes, ${calls} calls, ` +
        `longest read ${longestMs.toFixed(0)} ms (longest turn of the loop ${(lag.max / 1e6).toFixed(0)} ms), back after ${backAfterMs.map((ms) => ms.toFixed(0)).join(' ')} ms`,
    );
    expect(counts).toMatchObject({ errors: 0, old: 0, wrong: 0 });
    expect(before).toBeGreaterThan(0);
    expect(reads).toBeGreaterThan(10 * calls);
    // The patience with a command, once or twice, and what a busy machine adds; no waiting for the failover itself.
    expect(longestMs).toBeLessThan(1000 + (3 * lag.max) / 1e6);
  });
});

/** Kills one of the masters and waits until its replica has its place and all use it; gives how long that took. */
async function killOne(
  cluster: OwnCluster,
  processes: readonly RecordProcess[],
  draw: (below: number) => number,
): Promise<number> {
  const servers = [...cluster.masters, ...cluster.replicas];
  const masters = await mastersOf(servers);
  const victim = masters[draw(masters.length)]!;
  const toldBefore = processes.map(({ told }) => told().length);
  const killedAt = performance.now();
  await victim.kill();
  await until(() => processes.every(({ told }, at) => told().slice(toldBefore[at]).includes(alone)));
  await until(async () => {
    const all = await mastersOf(servers.filter((one) => one !== victim));
    return all.length === 3 && processes.every(({ told }) => told().at(-1) === again);
  });
  const backAfterMs = performance.now() - killedAt;
  await victim.start();
  await until(async () => (await replicationOf(victim)).includes('master_link_status:up'));
  return backAfterMs;
}

async function mastersOf(servers: readonly OwnRedis[]): Promise<OwnRedis[]> {
  const said = await Promise.all(servers.map(replicationOf));
  return servers.filter((_, at) => said[at]!.includes('role:master'));
}

async function replicationOf({ port }: OwnRedis): Promise<string> {
  const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true });
  client.on('error', () => undefined);
  try {
    return await client.info('replication');
  } finally {
    client.disconnect();
  }
}
