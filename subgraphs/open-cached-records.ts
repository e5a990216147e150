import type { Logger } from 'pino';
import { createCachedRecords, type CachedRecords } from './cache/cached-records.ts';
import { createGenerations, type Generations } from './cache/generations.ts';
import { openRecordStore } from './cache/open-record-store.ts';
import { createRecordInvalidation, type RecordInvalidation } from './cache/record-invalidation.ts';
import { departmentFailures } from './connector/failure-text.ts';
import { createGenerationLedger } from './connector/generation-ledger.ts';
import type { Department } from './connector/load-departments.ts';
import type { Clock } from './connector/protocol.ts';
import type { Database } from './database/database.ts';

export interface CachedRecordsSettings {
  /** REDIS_URL; null: records are kept in this process. */
  readonly redisUrl: string | null;
  readonly database: Database;
  /** All departments there are, wherever they are served: a change may be heard anywhere. */
  readonly departments: readonly Department[];
  readonly clock: Clock;
  readonly log: Logger;
}

/** Records of asked departments as this process keeps them, and what changes do to them. */
export interface OpenCachedRecords {
  readonly records: CachedRecords;
  readonly generations: Generations;
  readonly invalidation: RecordInvalidation;
  close(): Promise<void>;
}

const FAILURE_FOR_MS = 2000;

export function openCachedRecords({
  clock,
  database,
  departments,
  log,
  redisUrl,
}: CachedRecordsSettings): OpenCachedRecords {
  const store = openRecordStore({ redisUrl, clock, log });
  const records = createCachedRecords({
    store,
    clock,
    failureForMs: FAILURE_FOR_MS,
    failureText: departmentFailures,
    onFault: (err) => log.warn({ err }, 'a record could not be kept'),
  });
  const generations = createGenerations(createGenerationLedger(database), () => performance.now());
  const asked = departments.filter(({ connector }) => connector.protocol.mode === 'asked');
  const recordSets = new Map(asked.map(({ connector, name }) => [name, Object.keys(connector.recordSets)]));
  return {
    records,
    generations,
    invalidation: createRecordInvalidation({ records, generations, recordSets }),
    close: () => store.close(),
  };
}
