import { join } from 'node:path';
import { createExchangeStandIn } from '../../exchange-database/create-stand-in.ts';
import { stored } from '../../exchange-database/row.ts';
import { sampleTables, together } from '../../exchange-database/sample-tables.ts';
import type { CreateStandIn } from '../../district.ts';
import { generateTables } from './rows.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/health/sample/wsqz.postgres.sql');

/** The bureau's exchange database, to which rows are added and from which none disappears. */
export const createStandIn: CreateStandIn = (district) => {
  const tables = stored(together(sampleTables(sample), generateTables(district)));
  return createExchangeStandIn(district, {
    department: 'health',
    family: 'postgres',
    schema: 'wsqz',
    maintenance: [{ every: 'day', from: '05:30', until: '06:00' }],
    tables: () => tables,
  });
};
