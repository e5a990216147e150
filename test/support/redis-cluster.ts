import { Redis } from 'ioredis';
import { startRedis, type OwnRedis } from './redis-server.ts';
import { until } from './until.ts';

/** Three masters and their replicas, six processes on loopback. */
export interface OwnCluster {
  readonly url: string;
  /** In the order of their slots. */
  readonly masters: readonly OwnRedis[];
  readonly replicas: readonly OwnRedis[];
  close(): Promise<void>;
}

const SLOTS = 16_384;
/** A master that is silent for so long is replaced. */
const NODE_TIMEOUT_MS = 500;

export async function startRedisCluster(): Promise<OwnCluster> {
  const options = ['--cluster-enabled', 'yes', '--cluster-node-timeout', String(NODE_TIMEOUT_MS)];
  const servers = await Promise.all(Array.from({ length: 6 }, () => startRedis(options)));
  const clients = servers.map(({ port }) => new Redis({ port, host: '127.0.0.1' }));
  const cluster = (at: number, ...args: (string | number)[]) =>
    clients[at]!.call('CLUSTER', ...args) as Promise<string>;
  for (const at of [0, 1, 2]) {
    const [from, to] = [Math.floor((at * SLOTS) / 3), Math.floor(((at + 1) * SLOTS) / 3)];
    await cluster(at, 'ADDSLOTS', ...Array.from({ length: to - from }, (_, slot) => from + slot));
  }
  for (const at of servers.keys()) await cluster(at, 'SET-CONFIG-EPOCH', at + 1);
  for (const { port } of servers.slice(1)) await cluster(0, 'MEET', '127.0.0.1', port);
  const everywhere = (holds: (at: number) => Promise<boolean>) =>
    until(async () => (await Promise.all([...servers.keys()].map(holds))).every(Boolean));
  await everywhere(async (at) => (await cluster(at, 'NODES')).match(/ connected/g)?.length === 6);
  for (const at of [0, 1, 2]) await cluster(at + 3, 'REPLICATE', await cluster(at, 'MYID'));
  await everywhere(async (at) => (await cluster(at, 'INFO')).includes('cluster_state:ok'));
  await everywhere(async (at) => ((await cluster(at, 'NODES')).match(/slave/g)?.length ?? 0) === 3);
  await until(async () =>
    (await Promise.all([3, 4, 5].map((at) => clients[at]!.info('replication')))).every((text) =>
      text.includes('master_link_status:up'),
    ),
  );
  for (const client of clients) client.disconnect();
  return {
    url: `redis+cluster://${servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    masters: servers.slice(0, 3),
    replicas: servers.slice(3),
    async close() {
      await Promise.all(servers.map((one) => one.close()));
    },
  };
}
