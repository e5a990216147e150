import { join } from 'node:path';
import { withBatches } from '../../exchange-database/batches.ts';
import { createExchangeStandIn } from '../../exchange-database/create-stand-in.ts';
import { sampleTables, together } from '../../exchange-database/sample-tables.ts';
import type { CreateStandIn } from '../../district.ts';
import { generateTables } from './rows.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/finance/sample/czqz.mariadb.sql');

/** The bureau's exchange database, written anew every night. */
export const createStandIn: CreateStandIn = (district) => {
  const tables = together(sampleTables(sample), generateTables(district));
  const register = {
    table: 'SJ_PC',
    batch: 'PC',
    of: 'BM',
    rows: 'HS',
    at: 'SCSJ',
    doneOn: { every: 'day', at: '02:22' },
  } as const;
  return createExchangeStandIn(district, {
    department: 'finance',
    family: 'mysql',
    schema: 'czqz',
    maintenance: [{ every: 'day', from: '02:00', until: '02:30' }],
    tables: () => withBatches(tables, register, district.clock),
  });
};
