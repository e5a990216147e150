import type { Matter } from './state/escalation.ts';
import { isOnHold, type Measure, type MeasureFacts } from './state/measure.ts';
import { isCarryingOut, isOpen, type Implementation, type Order } from './state/order.ts';

/** Everything that somebody still has to do in a measure, with its last day. */
export function openMatters(measure: Measure): readonly Matter[] {
  const { facts } = measure;
  return [
    ...facts.implementations.flatMap((implementation) =>
      orderMatters(implementation, isOnHold(measure, implementation.department)),
    ),
    ...objectionMatters(facts),
    ...repairMatters(facts),
    ...consultationMatters(facts),
    ...restorationMatters(measure),
  ];
}

function matter(
  about: string,
  step: Matter['step'],
  { responsible, due }: Pick<Matter, 'responsible' | 'due'>,
): Matter {
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
    const tell = matter(repairId, 'TELL', { responsible, due: tellBy });
    if (status === 'SUBMITTED') return [matter(repairId, 'ACCEPT', { responsible, due: repair.acceptBy }), tell];
    if (status !== 'ACCEPTED') return [];
    const decide = matter(repairId, 'DECIDE', { responsible, due: repair.decideBy });
    // The applicant is told within ten days "generally": not where the decision itself may take longer.
    return repair.extended ? [decide] : [decide, tell];
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
