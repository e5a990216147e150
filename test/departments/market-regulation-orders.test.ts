import { createStandIn } from '../../demo/stand-ins/market-regulation/stand-in.ts';
import connector from '../../subgraphs/departments/market-regulation/connector.ts';
import { none } from '../support/demo-servers.ts';
import { families, schema } from '../support/exchange-server.ts';
import { worksOnOrders } from '../support/order-stand-in.ts';
import { keepsOrdersOnServer } from '../support/order-table.ts';
import { postgres } from '../support/postgres.ts';

const department = { department: 'market-regulation', connector };
const files: Readonly<Record<string, string>> = { PostgreSQL: 'lhjc.postgres.sql', MariaDB: 'lhjc.mariadb.sql' };

describe.each(families)('orders to the market regulator on $name', (family) => {
  family.describe('a real server', () =>
    keepsOrdersOnServer(department, family, { file: files[family.name]!, schema }),
  );
});

describe('orders to the embedded stand-in of the market regulator', () => worksOnOrders(department, createStandIn));

postgres.describe('orders to the market regulator’s demo on a real PostgreSQL', () =>
  worksOnOrders(department, createStandIn, { ...none, postgres: postgres.url }),
);
