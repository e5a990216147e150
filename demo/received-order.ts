import { kindCodes, type OrderNames } from '../subgraphs/protocols/order-cells.ts';
import type { ReceivedOrder } from './order-book.ts';

/** Reads an order under a department's own names; null when it lacks what its program has to know. */
export function readReceivedOrder(cells: Readonly<Record<string, unknown>>, names: OrderNames): ReceivedOrder | null {
  const text = (name: string) => {
    const value = cells[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [kind] = Object.entries(kindCodes).find(([, code]) => code === text(names.kind)) ?? [];
  const sequence = Number(text(names.sequence));
  const [orderId, measureId, startsOn] = [text(names.orderId), text(names.measureId), text(names.startsOn)];
  const isWhole = orderId !== '' && measureId !== '' && /^\d{4}-\d{2}-\d{2}/.test(startsOn);
  if (kind === undefined || !isWhole || !Number.isSafeInteger(sequence) || sequence < 1) return null;
  return { orderId, measureId, kind: kind as ReceivedOrder['kind'], sequence, startsOn: startsOn.slice(0, 10) };
}
