import type { District, StandIn } from './district.ts';
import { createHttpStandIn } from './http-stand-in.ts';
import type { OrderDesk } from './order-desk.ts';
import type { BureauKeys } from './sm-keys.ts';
import { busy, createSmService, type SmHeldRow, type SmRules } from './sm-service.ts';
import { reply, spoil } from './sm-wire.ts';

export interface SmStandInParts {
  readonly department: string;
  readonly district: District;
  readonly keys: BureauKeys;
  readonly rows: readonly SmHeldRow[];
  readonly rules: SmRules;
  readonly orders?: OrderDesk;
}

/** A department's program behind the provincial gateway: bodies sealed with SM4, signed with SM2 in both directions. */
export function createSmStandIn({ department, district, keys, rows, rules, orders }: SmStandInParts): Promise<StandIn> {
  const writing = { keys, clock: district.clock, windowMs: rules.windowMs };
  const taking = orders === undefined ? {} : { orders };
  const service = createSmService(rows, rules, { ...writing, ...taking });
  return createHttpStandIn({
    department,
    settings: keys.settings,
    ...taking,
    answer: (request) => reply(service(request), writing),
    failing: () => reply(busy, writing),
    garbage: (request, turn) => spoil(service(request), writing, turn),
  });
}
