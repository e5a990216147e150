import type { Collected, DeliveringProtocol, DeliveringSystem, Runtime, Settings } from '../connector/protocol.ts';
import { readAddress, type ExchangeAddress } from './sql-exchange-address.ts';
import { departmentError } from './sql-exchange-faults.ts';
import { readIncrement } from './sql-exchange-increments.ts';
import { openMysql } from './sql-exchange-mysql.ts';
import { openPostgres } from './sql-exchange-postgres.ts';
import type { Increments, TableQuery, WholeTable } from './sql-exchange-query.ts';
import { createSnapshot, type Found, type Snapshot } from './sql-exchange-snapshot.ts';
import { readWhole } from './sql-exchange-whole.ts';

const DEFAULT_MAX_ROWS = 1_000_000;

/**
 * Exchange databases (前置库) of PostgreSQL and of MySQL or MariaDB; the scheme of `url` says which.
 *
 * Settings: `url`; `user`, `password` and `schema` where they are kept apart from it; `maxRows`, the bound on one
 * table. `schema` is the name that the department's document gives its schema (in MySQL: its database).
 */
export function sqlExchange(schema: string): DeliveringProtocol {
  return {
    name: 'sql-exchange',
    mode: 'mirrored',
    connect: (settings, runtime) => createExchange(readAddress(settings, schema), maxRowsOf(settings), runtime),
  };
}

function maxRowsOf(settings: Settings): number {
  const maxRows = Number(settings['maxRows'] ?? DEFAULT_MAX_ROWS);
  if (!Number.isSafeInteger(maxRows) || maxRows < 1) throw new RangeError('maxRows is not a whole number of rows');
  return maxRows;
}

function createExchange(address: ExchangeAddress, maxRows: number, runtime: Runtime): DeliveringSystem {
  const { department, clock, timeoutMs } = runtime;
  const closing = new AbortController();
  const open = address.family === 'postgres' ? openPostgres : openMysql;
  return {
    async collect(recordSets, known, signal) {
      const patience = { timeoutMs, signal: AbortSignal.any([signal, closing.signal]) };
      const database = await open(address, patience).catch((error: unknown) => {
        throw departmentError(error, department);
      });
      try {
        const snapshot = createSnapshot({ database, known, department, maxRows, asOfMs: clock.now() });
        const collected = await collectAll(recordSets as Readonly<Record<string, TableQuery>>, snapshot);
        if (patience.signal.aborted) throw departmentError(patience.signal.reason, department);
        return collected;
      } finally {
        await database.close();
      }
    },
    async close() {
      closing.abort();
    },
  };
}

/** A table that cannot be read costs its own record set only. */
async function collectAll(recordSets: Readonly<Record<string, TableQuery>>, snapshot: Snapshot): Promise<Collected> {
  const deliveries: Collected['deliveries'][number][] = [];
  const seen: Record<string, number> = {};
  for (const [recordSet, query] of Object.entries(recordSets)) {
    try {
      const found = await readTable(recordSet, query, snapshot);
      if ('seenAsOfMs' in found) seen[recordSet] = found.seenAsOfMs;
      else deliveries.push(found);
    } catch (error) {
      deliveries.push({ recordSet, name: query.table, error: departmentError(error, snapshot.department) });
    }
  }
  return { deliveries, seen };
}

function readTable(recordSet: string, query: TableQuery, snapshot: Snapshot): Promise<Found> {
  switch (query.read.style) {
    case 'increments':
      return readIncrement(recordSet, query as TableQuery & { read: Increments }, snapshot);
    case 'whole':
      return readWhole(recordSet, query as TableQuery & { read: WholeTable }, snapshot);
  }
}
