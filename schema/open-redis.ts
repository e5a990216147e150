import { Cluster, Redis } from 'ioredis';
import { parseRedisAddress } from './redis-address.ts';

export interface RedisManners {
  /** Whether commands wait while there is no connection; without it they fail at once. */
  readonly waits: boolean;
  /** Whether commands of one tick travel together. */
  readonly together?: boolean;
  readonly commandTimeoutMs?: number;
}

/** A connection to the Redis, or cluster, of REDIS_URL. It connects by itself, again and again; its errors are the caller's. */
export function openRedis(url: string, { commandTimeoutMs, together = false, waits }: RedisManners): Redis | Cluster {
  const { cluster, database, nodes, password, tls, username } = parseRedisAddress(url);
  const retry = (times: number) => Math.min(times * 100, 1000);
  const options = {
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    ...(commandTimeoutMs === undefined ? {} : { commandTimeout: commandTimeoutMs }),
    connectTimeout: 1000,
    maxRetriesPerRequest: waits ? null : 0,
  };
  const manners = { enableOfflineQueue: waits, enableAutoPipelining: together, lazyConnect: true };
  if (!cluster) return new Redis({ ...nodes[0]!, ...options, ...manners, db: database, retryStrategy: retry });
  return new Cluster([...nodes], {
    ...manners,
    redisOptions: options,
    clusterRetryStrategy: retry,
    slotsRefreshInterval: 1000,
    slotsRefreshTimeout: 1000,
    // Who does not wait is told at once that a node is gone, and does without.
    ...(waits
      ? {}
      : { retryDelayOnFailover: 0, retryDelayOnClusterDown: 0, retryDelayOnTryAgain: 0, maxRedirections: 3 }),
  });
}
