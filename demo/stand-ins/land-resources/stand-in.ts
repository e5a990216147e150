import { join } from 'node:path';
import { withBatches } from '../../exchange-database/batches.ts';
import { createExchangeStandIn } from '../../exchange-database/create-stand-in.ts';
import { sampleTables, together } from '../../exchange-database/sample-tables.ts';
import type { CreateStandIn } from '../../district.ts';
import { generateTables } from './rows.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/land-resources/sample/gtjh.postgres.sql');

/** The bureau's views, copied into an exchange database every Monday. */
export const createStandIn: CreateStandIn = (district) => {
  const tables = together(sampleTables(sample), generateTables(district));
  const register = {
    table: 'GX_JL',
    batch: 'PCH',
    of: 'STMC',
    rows: 'JLS',
    at: 'WCSJ',
    doneOn: { every: 'week', weekday: 1, at: '06:20' },
  } as const;
  return createExchangeStandIn(district, {
    department: 'land-resources',
    family: 'postgres',
    schema: 'gtjh',
    maintenance: [{ every: 'week', weekday: 1, from: '05:30', until: '06:30' }],
    tables: () => withBatches(tables, register, district.clock),
  });
};
