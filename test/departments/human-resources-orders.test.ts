import { createStandIn } from '../../demo/stand-ins/human-resources/stand-in.ts';
import connector from '../../subgraphs/departments/human-resources/connector.ts';
import { none } from '../support/demo-servers.ts';
import { families } from '../support/exchange-server.ts';
import { mariadb } from '../support/mariadb.ts';
import { worksOnOrders } from '../support/order-stand-in.ts';
import { keepsOrdersOnServer } from '../support/order-table.ts';

const department = { department: 'human-resources', connector };
const family = families.find(({ name }) => name === 'MariaDB')!;

family.describe('orders to human resources on a real MariaDB', () =>
  keepsOrdersOnServer(department, family, { file: 'lhjc.mariadb.sql', schema: 'jbqz' }),
);

describe('orders to the stand-in of human resources', () => worksOnOrders(department, createStandIn));

mariadb.describe('orders to the demo of human resources on a real MariaDB', () =>
  worksOnOrders(department, createStandIn, { ...none, mariadb: mariadb.url }),
);
