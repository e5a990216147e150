import { join } from 'node:path';
import { createExchangeStandIn } from '../../exchange-database/create-stand-in.ts';
import { stored } from '../../exchange-database/row.ts';
import { sampleTables, together } from '../../exchange-database/sample-tables.ts';
import type { CreateStandIn } from '../../district.ts';
import { generateTables } from './rows.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/economy-information/sample/gxsb.mariadb.sql');

/** The replica of the system in which firms apply. */
export const createStandIn: CreateStandIn = (district) => {
  const tables = stored(together(sampleTables(sample), generateTables(district)));
  return createExchangeStandIn(district, {
    department: 'economy-information',
    family: 'mysql',
    schema: 'gxsb',
    maintenance: [{ every: 'day', from: '00:10', until: '00:40' }],
    tables: () => tables,
  });
};
