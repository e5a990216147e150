import { join } from 'node:path';
import { withBatches } from '../../exchange-database/batches.ts';
import { createExchangeStandIn } from '../../exchange-database/create-stand-in.ts';
import { sampleTables, together } from '../../exchange-database/sample-tables.ts';
import type { CreateStandIn } from '../../district.ts';
import { generateTables } from './rows.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/public-security/sample/gajh.postgres.sql');

/** The bureau's exchange database, as the one-way gate fills it. */
export const createStandIn: CreateStandIn = (district) => {
  const tables = together(sampleTables(sample), generateTables(district));
  const register = {
    table: 'JH_PC',
    batch: 'PCH',
    of: 'BM',
    rows: 'SL',
    at: 'WCSJ',
    doneOn: { every: 'day', at: '04:55' },
  } as const;
  return createExchangeStandIn(district, {
    department: 'public-security',
    family: 'postgres',
    schema: 'gajh',
    maintenance: [{ every: 'day', from: '03:30', until: '05:00' }],
    tables: () => withBatches(tables, register, district.clock),
  });
};
