import { outstanding, type Acceptance } from './acceptance.ts';
import type { AcceptanceEvent } from './events.ts';

/** The state after an event; null before the first one. Total: an event that does not fit its state is a fault of ours. */
export function evolve(acceptance: Acceptance | null, event: AcceptanceEvent): Acceptance {
  if (event.type === 'AcceptedWithGaps') return { status: 'ACCEPTED_WITH_GAPS', facts: event.facts };
  if (acceptance === null) throw new Error(`${event.type} before the acceptance`);
  const { facts } = acceptance;
  switch (event.type) {
    case 'DocumentsSupplemented': {
      const supplemented = [...facts.supplemented, ...event.documents.map((one) => ({ ...one, at: event.at }))];
      const next: Acceptance = { status: 'ACCEPTED_WITH_GAPS', facts: { ...facts, supplemented } };
      return outstanding(next).length > 0
        ? next
        : { status: 'SUPPLEMENTED', facts: next.facts, supplementedAt: event.at };
    }
    case 'DecisionIssued':
      return { status: 'ISSUED', facts, issuedAt: event.at, documentNumber: event.documentNumber };
    case 'Reminded':
      return { ...acceptance, facts: { ...facts, remindedOn: [...facts.remindedOn, event.on] } };
    case 'UndertakingBroken':
      return { status: 'OVERDUE', facts, overdueSince: event.since };
    case 'ProcedureTerminated': {
      if (acceptance.status !== 'OVERDUE') throw new Error(`terminated while ${acceptance.status}`);
      const { overdueSince } = acceptance;
      const { handling, reason } = event;
      return { status: 'TERMINATED', facts, overdueSince, terminatedAt: event.at, handling, reason };
    }
    default:
      return event satisfies never;
  }
}
