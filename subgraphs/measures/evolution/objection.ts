import type { ObjectionEvent } from '../events.ts';
import { withFacts, type Measure, type MeasureFacts } from '../state/measure.ts';
import type { Objection } from '../state/objection.ts';

type Later = Exclude<ObjectionEvent, { type: 'ObjectionFiled' }>;

export function evolveObjection(measure: Measure, event: ObjectionEvent): Measure {
  const { objections } = measure.facts;
  if (event.type === 'ObjectionFiled') {
    const { type: _, measureId: __, at, by: ___, ...filed } = event;
    return withFacts(measure, { objections: [...objections, { ...filed, filedAt: at, status: 'SUBMITTED' }] });
  }
  return withFacts(measure, {
    objections: objections.map((one) => (one.objectionId === event.objectionId ? advance(one, event) : one)),
  });
}

function advance(objection: Objection, event: Later): Objection {
  const filed = filedOf(objection);
  switch (event.type) {
    case 'ObjectionAccepted': {
      const { suspends, stay, answerBy, at } = event;
      return { ...filed, status: 'ACCEPTED', acceptedAt: at, suspends, stay, answerBy, extended: false };
    }
    case 'ObjectionRejected':
      return { ...filed, status: 'REJECTED', closedAt: event.at, reason: event.reason };
    case 'ObjectionExtended':
      if (objection.status !== 'ACCEPTED')
        throw new Error(`Objection ${event.objectionId} is extended before accepted`);
      return { ...objection, answerBy: event.answerBy, extended: true };
    case 'ObjectionWithdrawn':
      return { ...filed, status: 'OBJECTOR_WITHDREW', closedAt: event.at };
    case 'ObjectionDecided': {
      const { outcome, effect, reasons, tellBy, correctBy, at } = event;
      return { ...filed, status: 'DECIDED', closedAt: at, outcome, effect, reasons, tellBy, correctBy };
    }
    default:
      return event satisfies never;
  }
}

/** Open objections against a measure that turned out to be an error: they are answered by its revocation. */
export function closeObjections(facts: MeasureFacts, closedAt: string): MeasureFacts {
  const objections = facts.objections.map((one): Objection =>
    one.status === 'SUBMITTED' || one.status === 'ACCEPTED' ? { ...filedOf(one), status: 'MOOT', closedAt } : one,
  );
  return { ...facts, objections };
}

function filedOf({ objectionId, origin, department, ground, statement, evidence, filedAt, heldBy }: Objection) {
  return { objectionId, origin, department, ground, statement, evidence, filedAt, heldBy };
}
