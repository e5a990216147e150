import { createClientDesk } from '../../client-desk.ts';
import type { CreateStandIn } from '../../district.ts';
import { createHttpStandIn } from '../../http-stand-in.ts';
import { readBureauKeys } from './keys.ts';
import { createRows } from './rows.ts';
import { busy, createService } from './service.ts';
import { reply, spoil } from './wire.ts';

/** The housing bureau's services: bodies sealed with SM4, signed with SM2 in both directions. */
export const createStandIn: CreateStandIn = (district) => {
  const keys = readBureauKeys();
  const writing = { keys, clock: district.clock };
  const department = 'housing-construction';
  const orders = createClientDesk(department, district);
  const service = createService(createRows(district), { ...writing, orders });
  return createHttpStandIn({
    department,
    orders,
    settings: keys.settings,
    answer: (request) => reply(service(request), writing),
    failing: () => reply(busy, writing),
    garbage: (request, turn) => spoil(service(request), writing, turn),
  });
};
