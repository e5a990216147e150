import type { OutgoingOrder } from '../connector/order-channel.ts';

/** Names that a department gives the parts of an order, whatever its wire. */
export type OrderNames = Readonly<Record<keyof OutgoingOrder, string>>;

/** Names in the manner of the exchange databases of this district: initials of the Chinese words. */
export const orderNames: OrderNames = {
  orderId: 'ZLBH',
  measureId: 'CSBH',
  sequence: 'XH',
  kind: 'CZLX',
  creditCode: 'TYSHXYDM',
  organisationName: 'DWMC',
  measureKind: 'CSLB',
  itemCode: 'SXBM',
  itemTitle: 'SXMC',
  content: 'CSNR',
  legalBasis: 'FLYJ',
  initiator: 'FQBM',
  determinationNumber: 'RDWH',
  cause: 'SSSY',
  startsOn: 'QSRQ',
  endsOn: 'JZRQ',
  givenOn: 'XDRQ',
  acknowledgeBy: 'QSQX',
  reportBy: 'FKQX',
};

/** The same names for a system that writes them in lower case. */
export const lowerCaseOrderNames = Object.fromEntries(
  Object.entries(orderNames).map(([part, name]) => [part, name.toLowerCase()]),
) as OrderNames;

/** 实施、暂停、继续、解除、撤销并恢复. */
export const kindCodes = { APPLY: '1', SUSPEND: '2', RESUME: '3', LIFT: '4', RESTORE: '5' } as const;
/** 守信激励、失信惩戒. */
const measureKindCodes = { INCENTIVE: '1', RESTRICTION: '2' } as const;

/** No wire of these carries them: XML refuses such signs, and a database may. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g;

/**
 * An order under a department's own names, as texts; null: there is none. Several laws stand on a line each. `endsOn`
 * null means until removed from the list that caused the measure, and stays empty.
 */
export function orderCells(order: OutgoingOrder, names: OrderNames): Readonly<Record<string, string | null>> {
  const texts: Readonly<Record<keyof OutgoingOrder, string | null>> = {
    ...order,
    kind: kindCodes[order.kind],
    measureKind: measureKindCodes[order.measureKind],
    sequence: String(order.sequence),
    legalBasis: order.legalBasis.join('\n'),
  };
  return Object.fromEntries(
    (Object.keys(names) as (keyof OutgoingOrder)[]).map((part) => [
      names[part],
      texts[part]?.replaceAll(controls, '') ?? null,
    ]),
  );
}

/** The same for wires that have no null: what is not there is empty. */
export function orderTexts(order: OutgoingOrder, names: OrderNames): Readonly<Record<string, string>> {
  const cells = Object.entries(orderCells(order, names));
  return Object.fromEntries(cells.map(([name, value]) => [name, value ?? '']));
}
