import { isOnHold } from './decisions/orders.ts';
import type { Due } from './rules/deadlines.ts';
import type { Matter } from './state/escalation.ts';
import type { Measure, MeasureFacts } from './state/measure.ts';
import { isCarryingOut, isOpen, type Implementation, type Order } from './state/order.ts';

/** Everything that somebody still has to do in a measure, with its last day. */
export function openMatters(measure: Measure): readonly Matter[] {
  const { facts } = measure;
  return [
    ...facts.implementations.flatMap((implementation) => orderMatters(implementation, isOnHold(measure, implementation))),
    ...objectionMatters(facts),
    ...repairMatters(facts),
    ...consultationMatters(facts),
    ...restorationMatters(measure),
  ];
}

function matter(about: string, step: Matter['step'], { responsible, due }: Pick<Matter, 'responsible' | 'due'>): Matter {
  return { key: `${about}:${step}`, step, about, responsible, due };
}

function orderMatters({ department, orders }: Implementation, onHold: boolean): readonly Matter[] {
  return orders
    .filter((order) => isOpen(order) && !(onHold && isCarryingOut(order.kind)))
    .map((order) => matter(order.orderId, ...orderStep(order, department)));
}

/** The nearer of two days: an order that is due today cannot wait for its acknowledgement until tomorrow. */
function orderStep(order: Order, responsible: string): [Matter['step'], Pick<Matter, 'responsible' | 'due'>] {
  const { status, acknowledgeBy, reportBy } = order;
  if (status === 'ACKNOWLEDGED' || reportBy.on < acknowledgeBy.on) return ['REPORT', { responsible, due: reportBy }];
  return ['ACKNOWLEDGE', { responsible, due: acknowledgeBy }];
}

function objectionMatters({ objections, determination }: MeasureFacts): readonly Matter[] {
  const responsible = determination.department;
  return objections.flatMap((objection) => {
    if (objection.status === 'SUBMITTED')
      return [matter(objection.objectionId, 'ACCEPT', { responsible, due: objection.acceptBy })];
    if (objection.status === 'ACCEPTED')
      return [matter(objection.objectionId, 'ANSWER', { responsible, due: objection.answerBy })];
    return [];
  });
}

function repairMatters({ repairs, determination }: MeasureFacts): readonly Matter[] {
  const responsible = determination.department;
  return repairs.flatMap((repair) => {
    const { repairId, status, tellBy } = repair;
    if (status !== 'SUBMITTED' && status !== 'ACCEPTED') return [];
    const [step, due]: [Matter['step'], Due] =
      status === 'SUBMITTED' ? ['ACCEPT', repair.acceptBy] : ['DECIDE', repair.decideBy];
    return [matter(repairId, step, { responsible, due }), matter(repairId, 'TELL', { responsible, due: tellBy })];
  });
}

function consultationMatters({ consultations }: MeasureFacts): readonly Matter[] {
  return consultations.flatMap((consultation) =>
    consultation.status === 'OPEN'
      ? [matter(consultation.consultationId, 'CONCLUDE', { responsible: null, due: consultation.concludeBy })]
      : [],
  );
}

function restorationMatters(measure: Measure): readonly Matter[] {
  if (measure.status !== 'REVOKED' || measure.restoration.status !== 'OPEN') return [];
  const { facts, restoration } = measure;
  const responsible = facts.determination.department;
  return [matter(facts.measureId, 'RESTORE', { responsible, due: restoration.dueBy })];
}
