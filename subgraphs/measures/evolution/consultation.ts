import type { ConsultationEvent } from '../events.ts';
import type { Consultation } from '../state/consultation.ts';
import { withFacts, type Measure, type MeasureFacts } from '../state/measure.ts';
import type { Implementation } from '../state/order.ts';

export function evolveConsultation(measure: Measure, event: ConsultationEvent): Measure {
  const { consultations, implementations } = measure.facts;
  switch (event.type) {
    case 'ConsultationOpened': {
      const { consultationId, orderId, department, question, concludeBy, at } = event;
      const asked = { consultationId, orderId, department, question, openedAt: at };
      return withFacts(measure, { consultations: [...consultations, { ...asked, status: 'OPEN', concludeBy }] });
    }
    case 'ConsultationConcluded': {
      const { outcome, reasons, at } = event;
      const about = consultations.find(({ consultationId }) => consultationId === event.consultationId);
      return withFacts(measure, {
        consultations: consultations.map((one) =>
          one === about ? { ...askedOf(one), status: 'CONCLUDED', closedAt: at, outcome, reasons } : one,
        ),
        implementations: implementations.map((one) => concluded(one, about, outcome)),
      });
    }
    default:
      return event satisfies never;
  }
}

function concluded(
  implementation: Implementation,
  about: Consultation | undefined,
  outcome: Extract<ConsultationEvent, { type: 'ConsultationConcluded' }>['outcome'],
): Implementation {
  const concerned = implementation.orders.some(({ orderId }) => orderId === about?.orderId);
  if (!concerned || outcome === 'ADVISED') return implementation;
  return { ...implementation, standing: outcome === 'EXCUSED' ? 'EXCUSED' : 'BOUND' };
}

/** Open consultations whose question has settled itself. */
export function lapseConsultations(
  facts: MeasureFacts,
  closedAt: string,
  which: (consultation: Consultation) => boolean,
): MeasureFacts {
  const consultations = facts.consultations.map((one): Consultation =>
    one.status === 'OPEN' && which(one) ? { ...askedOf(one), status: 'LAPSED', closedAt } : one,
  );
  return { ...facts, consultations };
}

function askedOf({ consultationId, orderId, department, question, openedAt }: Consultation) {
  return { consultationId, orderId, department, question, openedAt };
}
