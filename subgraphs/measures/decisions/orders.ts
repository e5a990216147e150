import type { AcknowledgeOrder, MarkDelivered, ReportOutcome } from '../commands.ts';
import type { Context } from '../context.ts';
import type { MeasureEvent, OrderEvent } from '../events.ts';
import { refuse } from '../refusals.ts';
import { dueAfter } from '../rules/deadlines.ts';
import { localDay } from '../rules/local-day.ts';
import { stampOf } from '../state/caller.ts';
import { isOnHold, type Measure } from '../state/measure.ts';
import { isCarryingOut, isOpen, type Implementation, type Order } from '../state/order.ts';
import { Input, readText } from './input.ts';
import { consultationId } from './ids.ts';

/** A delivery arrived. Deliveries are repeated and overtaken, so that only the first of an open order says anything. */
export function markDelivered(command: MarkDelivered, measure: Measure): readonly OrderEvent[] {
  const { order } = find(measure, command.orderId);
  return order.status === 'PENDING' ? [delivered(command, order)] : [];
}

export function acknowledge(command: AcknowledgeOrder, measure: Measure): readonly OrderEvent[] {
  const { order } = findOpen(measure, command.orderId);
  if (order.status === 'ACKNOWLEDGED') refuse('ORDER_ALREADY_ANSWERED');
  return acknowledged(command, order);
}

/** IMPLEMENTED or DECLINED. What a department leaves out on the way there is taken as done. */
export function report(command: ReportOutcome, measure: Measure, context: Context): readonly MeasureEvent[] {
  const { order, implementation } = findOpen(measure, command.orderId);
  if (isOnHold(measure, implementation.department) && isCarryingOut(order.kind)) refuse('ORDER_ON_HOLD');
  const before = order.status === 'ACKNOWLEDGED' ? [] : acknowledged(command, order);
  const { outcome } = command;
  switch (outcome.kind) {
    case 'IMPLEMENTED':
      return [...before, ...implemented(command, outcome, { measure, order })];
    case 'DECLINED':
      return [...before, ...declined(command, readText('reason', outcome.reason), { measure, order, context })];
    default:
      return outcome satisfies never;
  }
}

function implemented(
  command: ReportOutcome,
  outcome: Extract<ReportOutcome['outcome'], { kind: 'IMPLEMENTED' }>,
  { measure, order }: { readonly measure: Measure; readonly order: Order },
): readonly MeasureEvent[] {
  const { term } = measure.facts;
  const input = new Input();
  const evidence = input.documents('evidence', outcome.evidence);
  const doneOn = input.day('doneOn', outcome.doneOn);
  if (doneOn > localDay(command.at)) input.fault('doneOn', 'lies in the future');
  if (isCarryingOut(order.kind) && doneOn < order.givenOn) input.fault('doneOn', 'lies before the order');
  if (isCarryingOut(order.kind) && doneOn < term.startsOn) input.fault('doneOn', 'lies before the term');
  if (doneOn < localDay(measure.facts.initiatedAt)) input.fault('doneOn', 'lies before the measure');
  input.settle();
  if (order.kind === 'RESTORE' && evidence.length === 0) refuse('EVIDENCE_MISSING');
  const stamp = stampOf(command);
  const { orderId } = order;
  const entered = measure.status === 'NOTIFIED' && isCarryingOut(order.kind);
  return [
    { ...stamp, type: 'OrderImplemented', orderId, doneOn, evidence },
    ...(entered ? [{ ...stamp, type: 'MeasureEnteredForce', on: doneOn } as const] : []),
  ];
}

/** A declined order opens a consultation, which the coordinator concludes. */
function declined(
  command: ReportOutcome,
  reason: string,
  { measure, order, context }: { readonly measure: Measure; readonly order: Order; readonly context: Context },
): readonly MeasureEvent[] {
  const stamp = stampOf(command);
  const { orderId, department } = order;
  return [
    { ...stamp, type: 'OrderDeclined', orderId, reason },
    {
      ...stamp,
      type: 'ConsultationOpened',
      consultationId: consultationId(measure.facts),
      orderId,
      department,
      question: reason,
      concludeBy: dueAfter(localDay(command.at), { rule: 'CONSULTATION_CONCLUDE', department }, context),
    },
  ];
}

function delivered(command: MarkDelivered | AcknowledgeOrder | ReportOutcome, { orderId }: Order): OrderEvent {
  return { ...stampOf(command), type: 'OrderDelivered', orderId };
}

/** Who acknowledges has received: a delivery whose confirmation was lost is made up for. */
function acknowledged(command: AcknowledgeOrder | ReportOutcome, order: Order): readonly OrderEvent[] {
  const { orderId } = order;
  return [
    ...(order.status === 'PENDING' ? [delivered(command, order)] : []),
    { ...stampOf(command), type: 'OrderAcknowledged', orderId },
  ];
}

interface Found {
  readonly order: Order;
  readonly implementation: Implementation;
}

function find({ facts }: Measure, orderId: string): Found {
  for (const implementation of facts.implementations) {
    const order = implementation.orders.find((one) => one.orderId === orderId);
    if (order !== undefined) return { order, implementation };
  }
  return refuse('ORDER_NOT_FOUND');
}

function findOpen(measure: Measure, orderId: string): Found {
  const found = find(measure, orderId);
  if (found.order.status === 'SUPERSEDED')
    refuse('ORDER_SUPERSEDED', { currentOrder: found.implementation.orders.at(-1)?.orderId });
  if (!isOpen(found.order)) refuse('ORDER_ALREADY_ANSWERED');
  return found;
}
