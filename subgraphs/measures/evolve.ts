import type { MeasureEvent } from './events.ts';
import { evolveConsultation } from './evolution/consultation.ts';
import { begin, enterForce, lifted, restored, resumed, revoked, suspended } from './evolution/measure.ts';
import { evolveObjection } from './evolution/objection.ts';
import { evolveOrder } from './evolution/order.ts';
import { evolveRepair } from './evolution/repair.ts';
import { localDay } from './rules/local-day.ts';
import { withFacts, type Measure, type MeasureState } from './state/measure.ts';

/**
 * The state after an event. Pure and total over histories that `decide` has written; replaying a history always gives
 * the same state.
 * @throws Error when the history is none: its first event is no initiation, or a second one is.
 */
export function evolve(state: MeasureState, event: MeasureEvent): MeasureState {
  if (event.type === 'MeasureInitiated') {
    if (state.status === 'NONE') return begin(event);
    throw new Error(`Measure ${event.measureId} is initiated twice`);
  }
  if (state.status === 'NONE') throw new Error(`Measure ${event.measureId} has ${event.type} before its initiation`);
  return evolveMeasure(state, event);
}

function evolveMeasure(measure: Measure, event: Exclude<MeasureEvent, { type: 'MeasureInitiated' }>): Measure {
  switch (event.type) {
    case 'MeasureEnteredForce':
      return enterForce(measure, event.on);
    case 'MeasureSuspended':
      return suspended(measure, event.at);
    case 'MeasureResumed':
      return resumed(measure);
    case 'TermReduced':
      return withFacts(measure, { term: event.after });
    case 'MeasureLifted':
      return lifted(measure, event);
    case 'MeasureRevoked':
      return revoked(measure, event);
    case 'RestorationCompleted':
      return restored(measure, event);
    case 'OrdersIssued':
    case 'OrderDelivered':
    case 'OrderAcknowledged':
    case 'OrderImplemented':
    case 'OrderDeclined':
      return evolveOrder(measure, event);
    case 'ConsultationOpened':
    case 'ConsultationConcluded':
      return evolveConsultation(measure, event);
    case 'ObjectionFiled':
    case 'ObjectionAccepted':
    case 'ObjectionRejected':
    case 'ObjectionExtended':
    case 'ObjectionWithdrawn':
    case 'ObjectionDecided':
      return evolveObjection(measure, event);
    case 'RepairAppliedFor':
    case 'RepairAccepted':
    case 'RepairRefused':
    case 'RepairExtended':
    case 'RepairGranted':
    case 'RepairDenied':
      return evolveRepair(measure, event);
    case 'DeadlineEscalated': {
      const escalation = { key: event.matter.key, to: event.to, on: localDay(event.at) };
      return withFacts(measure, { escalations: [...measure.facts.escalations, escalation] });
    }
    default:
      return event satisfies never;
  }
}
