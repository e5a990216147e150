import { createClientDesk } from '../../client-desk.ts';
import type { CreateStandIn } from '../../district.ts';
import { createSmStandIn } from '../../sm-stand-in.ts';
import { readBureauKeys } from './keys.ts';
import { createRows } from './rows.ts';
import { services } from './sample-rows.ts';

/** The housing bureau's services: bodies sealed with SM4, signed with SM2 in both directions. */
export const createStandIn: CreateStandIn = (district) => {
  const department = 'housing-construction';
  return createSmStandIn({
    department,
    district,
    keys: readBureauKeys(),
    rows: createRows(district),
    orders: createClientDesk(department, district),
    rules: {
      path: '/zjxy/v1',
      services,
      maintenance: [{ every: 'week', weekday: 0, from: '22:00', until: '24:00' }],
      callsASecond: 10,
      windowMs: 5 * 60_000,
    },
  });
};
