/** `npm run bench` measures everything; `-- --quick` the main table within five minutes, `-- --only NAME` one part. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import pg from 'pg';
import { measureGrowth } from './gateways/growth.ts';
import { measureGateways } from './gateways/main-table.ts';
import { measureVerdict } from './green-channel/verdict.ts';
import { measureDeliveries } from './measures/delivery.ts';
import { measureInitiations } from './measures/initiation.ts';
import { measureColdShare } from './rights/cold-share.ts';
import { measureSupervision } from './supervision/month.ts';
import { writeReport } from './report.ts';
import type { Measured, Suite } from './suite.ts';

const suites: Readonly<Record<string, Suite>> = {
  'measures.initiate': measureInitiations,
  'measures.deliver': measureDeliveries,
  'supervision.month': measureSupervision,
  'greenChannel.verdict': measureVerdict,
  gateways: measureGateways,
  growth: measureGrowth,
  'rights.cold': measureColdShare,
};

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } });
const wanted = Object.entries(suites).filter(([name]) => values.only === undefined || name.startsWith(values.only));
if (wanted.length === 0) {
  console.error(`--only is the beginning of one of ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}

const postgresUrl = await reachable(process.env['BENCH_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres');
if (postgresUrl === null)
  console.log('No PostgreSQL server in reach (BENCH_DATABASE_URL): the embedded one alone is measured.');

const redisUrl = await reachableRedis(process.env['BENCH_REDIS_URL'] ?? 'redis://127.0.0.1:6379');
if (redisUrl === null) console.log('No Redis in reach (BENCH_REDIS_URL): what needs one is left out.');

const measured: Measured[] = [];
for (const [name, suite] of wanted) {
  const one = await suite({ quick: values.quick, postgresUrl, redisUrl, say: (line) => console.log(`… ${line}`) });
  measured.push(one);
  for (const [ratio, value] of Object.entries(one.ratios)) console.log(`${ratio} ${value.toPrecision(3)}`);
  for (const { what, value, unit } of one.figures) console.log(`${name}: ${what} ${value.toPrecision(3)} ${unit}`);
}
writeReport(join(import.meta.dirname, 'results'), measured, values.quick);

async function reachable(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    return url;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function reachableRedis(url: string): Promise<string | null> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return url;
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}
