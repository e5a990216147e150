import type { Logger } from 'pino';
import { openRedis } from '../../schema/open-redis.ts';
import { outcomeOf, tolerance, type RateStore } from './rates.ts';

export interface RedisRatesParts {
  readonly url: string;
  /** Begins every key. */
  readonly prefix: string;
  /** Milliseconds of the epoch; null: the clock of the server, which all gateways share. */
  readonly now: (() => number) | null;
  readonly log: Logger;
  /** How long a command is waited for. */
  readonly patienceMs?: number;
}

/** The sums of the memory store, in one step for all claims. Level and its time are written so that no digit is lost. */
const script = `
local now = tonumber(ARGV[1])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local answers = {}
for i, key in ipairs(KEYS) do
  local units, limit, window = tonumber(ARGV[i * 3 - 1]), tonumber(ARGV[i * 3]), tonumber(ARGV[i * 3 + 1])
  local kept = redis.call('HMGET', key, 'level', 'at')
  local before = tonumber(kept[2]) or now
  local at = math.max(now, before)
  local level = math.max(0, (tonumber(kept[1]) or 0) - (at - before) * limit / window)
  local granted = level + units <= limit + ${tolerance}
  if granted then level = level + units end
  local written = string.format('%.17g', level)
  redis.call('HSET', key, 'level', written, 'at', string.format('%.17g', at))
  redis.call('PEXPIRE', key, math.ceil(level * window / limit) + 1000)
  answers[i * 2 - 1] = granted and 1 or 0
  answers[i * 2] = written
end
return answers`;

interface Commands {
  spendRates(keys: number, ...args: readonly (string | number)[]): Promise<(string | number)[]>;
}

/** What does not answer at once is not waited for: the memory store stands by. */
const usualPatienceMs = 100;

/** Counts in Redis, for all gateways together. Rejects within its patience when Redis does not answer. */
export async function createRedisRates(parts: RedisRatesParts): Promise<RateStore> {
  const { log, now, patienceMs = usualPatienceMs, prefix, url } = parts;
  const redis = openRedis(url, { waits: false, commandTimeoutMs: patienceMs });
  redis.on('error', (error: Error) => log.debug({ err: error }, 'Redis'));
  redis.defineCommand('spendRates', { lua: script });
  const commands = redis as unknown as Commands;
  await redis.connect().catch(() => undefined); // Not there yet: it is tried again, and spending rejects until then.
  return {
    async spend(claims) {
      // The braces keep all of a client's keys on one shard of a cluster.
      const keys = claims.map(({ client, what }) => `${prefix}{${client}}:${what}`);
      const sums = claims.flatMap(({ limit, units, windowMs }) => [units, limit, windowMs]);
      const answers = await commands.spendRates(keys.length, ...keys, now?.() ?? -1, ...sums);
      return claims.map((claim, at) => outcomeOf(claim, answers[at * 2] === 1, Number(answers[at * 2 + 1])));
    },
    async close() {
      redis.disconnect();
    },
  };
}
