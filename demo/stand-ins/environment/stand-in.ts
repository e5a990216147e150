import type { CreateStandIn } from '../../district.ts';
import { createHttpStandIn } from '../../http-stand-in.ts';
import { createRows } from './rows.ts';
import { account, createService, failed } from './service.ts';
import { reply, spoil } from './wire.ts';

/** The environment bureau's query service: REST, signed with MD5, errors in the body only. */
export const createStandIn: CreateStandIn = (district) => {
  const service = createService(createRows(district), district.clock);
  return createHttpStandIn({
    department: 'environment',
    settings: account,
    answer: (request, turn) => reply(service(request), turn),
    failing: (turn) => reply(failed, turn),
    garbage: (request, turn) => spoil(reply(service(request), turn), turn),
  });
};
