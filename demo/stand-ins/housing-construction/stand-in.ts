import type { CreateStandIn } from '../../district.ts';
import { createHttpStandIn } from '../../http-stand-in.ts';
import { readBureauKeys } from './keys.ts';
import { createRows } from './rows.ts';
import { busy, createService } from './service.ts';
import { reply, spoil } from './wire.ts';

/** The housing bureau's query service: bodies sealed with SM4, signed with SM2 in both directions. */
export const createStandIn: CreateStandIn = (district) => {
  const keys = readBureauKeys();
  const writing = { keys, clock: district.clock };
  const service = createService(createRows(district), keys, district.clock);
  return createHttpStandIn({
    department: 'housing-construction',
    settings: keys.settings,
    answer: (request) => reply(service(request), writing),
    failing: () => reply(busy, writing),
    garbage: (request, turn) => spoil(service(request), writing, turn),
  });
};
