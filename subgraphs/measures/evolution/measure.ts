import type { InitiationEvent } from '../events.ts';
import type { Measure } from '../state/measure.ts';
import { lapseConsultations } from './consultation.ts';
import { closeObjections } from './objection.ts';
import { closeRepairs } from './repair.ts';

type EventOf<Type extends InitiationEvent['type']> = Extract<InitiationEvent, { type: Type }>;

export function begin(event: EventOf<'MeasureInitiated'>): Measure {
  const { type: _, at, by: __, implementers, ...initiated } = event;
  return {
    status: 'NOTIFIED',
    facts: {
      ...initiated,
      initiatedAt: at,
      inForceSince: null,
      implementations: implementers.map((department) => ({ department, standing: 'BOUND', orders: [] })),
      objections: [],
      consultations: [],
      repairs: [],
      escalations: [],
    },
  };
}

export function enterForce({ facts }: Measure, on: string): Measure {
  return { status: 'IN_FORCE', facts: { ...facts, inForceSince: facts.inForceSince ?? on } };
}

export function suspended({ facts }: Measure, since: string): Measure {
  return { status: 'SUSPENDED', facts, since };
}

export function resumed({ facts }: Measure): Measure {
  return { status: facts.inForceSince === null ? 'NOTIFIED' : 'IN_FORCE', facts };
}

/** Objections stay: they are decided also after the end. */
export function lifted({ facts }: Measure, { at, reason }: EventOf<'MeasureLifted'>): Measure {
  return { status: 'LIFTED', facts: closeRepairs(lapseConsultations(facts, at, everyOne), at), reason, liftedAt: at };
}

export function revoked({ facts }: Measure, { at, reason, restoreBy }: EventOf<'MeasureRevoked'>): Measure {
  const closed = closeObjections(closeRepairs(lapseConsultations(facts, at, everyOne), at), at);
  return { status: 'REVOKED', facts: closed, reason, revokedAt: at, restoration: { status: 'OPEN', dueBy: restoreBy } };
}

export function restored(measure: Measure, { at, evidence }: EventOf<'RestorationCompleted'>): Measure {
  if (measure.status !== 'REVOKED') throw new Error(`Measure ${measure.facts.measureId} is restored without an error`);
  return { ...measure, restoration: { status: 'CLOSED', closedAt: at, evidence } };
}

const everyOne = () => true;
