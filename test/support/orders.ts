import { parseCreditCode } from '../../schema/credit-code.ts';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import type { OrderSink, OutgoingOrder } from '../../subgraphs/connector/order-channel.ts';
import type { Clock, Settings } from '../../subgraphs/connector/protocol.ts';
import { runtimeOf } from './asking.ts';

/** An order of a fictional measure, with signs that wires like to lose: quotes, ampersands, a rare character. */
export function orderOf(over: Partial<OutgoingOrder> = {}): OutgoingOrder {
  return {
    orderId: 'ZL-2026-0001-1',
    measureId: 'CS-2026-0001',
    kind: 'APPLY',
    sequence: 1,
    creditCode: parseCreditCode('91510904MAXXXX20XA').code,
    organisationName: '遂宁样例䶮川水务有限公司',
    measureKind: 'RESTRICTION',
    itemCode: 'XZ-07',
    itemTitle: '限制取得政府性资金支持',
    content: '不予安排 "财政性资金" 项目 & 收回未拨付部分 <全部>',
    legalBasis: ['《失信被执行人信用监督、警示和惩戒机制》第二条,2016年', '法释〔2017〕7号'],
    initiator: 'development-reform',
    determinationNumber: '(2026)川0904执1号',
    cause: '有履行能力而拒不履行',
    startsOn: '2026-07-01',
    endsOn: null,
    givenOn: '2026-07-01',
    acknowledgeBy: '2026-07-06',
    reportBy: '2026-07-31',
    ...over,
  };
}

/** The same measure later: the numbers of its orders follow one another. */
export function laterOrder(sequence: number, kind: OutgoingOrder['kind']): OutgoingOrder {
  return orderOf({ orderId: `ZL-2026-0001-${sequence}`, sequence, kind });
}

export function openSink(
  { orders }: Connector,
  department: string,
  settings: Settings,
  { clock, timeoutMs = 5000 }: { readonly clock?: Clock; readonly timeoutMs?: number } = {},
): OrderSink {
  if (orders === undefined) throw new Error(`${department} declares no channel`);
  for (const key of orders.requires ?? []) if (settings[key] === undefined) throw new Error(`${key} is not set`);
  return orders.connect(settings, { ...runtimeOf(department, clock), timeoutMs });
}
