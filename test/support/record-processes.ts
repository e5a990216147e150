import { createCachedRecords, type CachedRecords } from '../../subgraphs/cache/cached-records.ts';
import { createFallBackStore } from '../../subgraphs/cache/fall-back-store.ts';
import { createMemoryStore } from '../../subgraphs/cache/memory-store.ts';
import { createRedisStore } from '../../subgraphs/cache/redis-store.ts';
import { departmentFailures } from '../../subgraphs/connector/failure-text.ts';
import { readableLog } from './gateway.ts';
import { until } from './until.ts';

export interface RecordProcess {
  readonly records: CachedRecords;
  /** What the log says about where records are kept, in order. */
  readonly told: () => readonly string[];
  close(): Promise<void>;
}

/** Records as one process keeps them, over a Redis that others use too. */
export async function openRecordProcess(url: string, clock: { now(): number }): Promise<RecordProcess> {
  const { lines, log } = readableLog();
  const store = createFallBackStore({
    shared: createRedisStore({ url, maxValueBytes: 1_000_000, log: log }),
    own: createMemoryStore(10_000_000, clock),
    log: log,
  });
  const records = createCachedRecords({
    store,
    clock,
    failureForMs: 500,
    failureText: departmentFailures,
    onFault: (error) => {
      throw error;
    },
  });
  const told = () => lines.map(({ msg }) => String(msg)).filter((msg) => msg.startsWith('records are kept'));
  // Commands fail until the first connection stands.
  await until(async () => {
    const found = await store.get('record:none:g:{}:none');
    return found === null && told().at(-1) !== alone;
  });
  return { records, told, close: () => store.close() };
}

export const alone = 'records are kept in this process alone: Redis does not answer';
export const again = 'records are kept in Redis again';
