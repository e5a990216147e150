import { createClientDesk } from '../../client-desk.ts';
import type { CreateStandIn } from '../../district.ts';
import { createHttpStandIn } from '../../http-stand-in.ts';
import { createRows } from './rows.ts';
import { account, createService, failed } from './service.ts';
import { reply, spoil } from './wire.ts';

/** The environment bureau's services: REST, signed with MD5, errors in the body only. */
export const createStandIn: CreateStandIn = (district) => {
  const department = 'environment';
  const orders = createClientDesk(department, district);
  const service = createService(createRows(district), district.clock, orders);
  return createHttpStandIn({
    department,
    settings: account,
    orders,
    answer: (request, turn) => reply(service(request), turn),
    failing: (turn) => reply(failed, turn),
    garbage: (request, turn) => spoil(reply(service(request), turn), turn),
  });
};
