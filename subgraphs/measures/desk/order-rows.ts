import { openMatters } from '../matters.ts';
import type { Reckoning } from '../rules/deadlines.ts';
import { reckonedAgain } from '../rules/deadlines.ts';
import type { Measure, MeasureState } from '../state/measure.ts';
import type { Order } from '../state/order.ts';

/** An order as worklists find it. */
export interface OrderRow {
  readonly orderId: string;
  readonly department: string;
  readonly kind: string;
  readonly sequence: number;
  readonly status: Order['status'];
  readonly givenOn: string;
  /** Last day of the next step; null: nothing is open, or it is held by a doubt. */
  readonly dueOn: string | null;
}

/** The orders whose row is another one than before. */
export function changedOrders(before: MeasureState, after: Measure, reckoning: Reckoning): readonly OrderRow[] {
  const was = new Map(
    (before.status === 'NONE' ? [] : orderRows(before, reckoning)).map((row) => [row.orderId, JSON.stringify(row)]),
  );
  return orderRows(after, reckoning).filter((row) => was.get(row.orderId) !== JSON.stringify(row));
}

function orderRows(measure: Measure, reckoning: Reckoning): readonly OrderRow[] {
  const dues = new Map(openMatters(measure).map(({ about, due }) => [about, reckonedAgain(due, reckoning).on]));
  return measure.facts.implementations.flatMap(({ orders }) =>
    orders.map(({ orderId, department, kind, sequence, status, givenOn }) => ({
      orderId,
      department,
      kind,
      sequence,
      status,
      givenOn,
      dueOn: dues.get(orderId) ?? null,
    })),
  );
}

/** The nearest last day of anything that somebody has to do, and whether any such day may still move. */
export function dueOf(
  measure: Measure,
  reckoning: Reckoning,
): { readonly on: string | null; readonly provisional: boolean } {
  const dues = openMatters(measure).map(({ due }) => reckonedAgain(due, reckoning));
  return {
    on: dues.length === 0 ? null : dues.map(({ on }) => on).reduce((a, b) => (a < b ? a : b)),
    provisional: dues.some(({ provisional }) => provisional),
  };
}
