import type { RepairEvent } from '../events.ts';
import { withFacts, type Measure, type MeasureFacts } from '../state/measure.ts';
import type { Repair } from '../state/repair.ts';

type Later = Exclude<RepairEvent, { type: 'RepairAppliedFor' }>;

export function evolveRepair(measure: Measure, event: RepairEvent): Measure {
  const { repairs } = measure.facts;
  if (event.type === 'RepairAppliedFor') {
    const { type: _, measureId: __, at, by: ___, ...applied } = event;
    return withFacts(measure, { repairs: [...repairs, { ...applied, appliedAt: at, status: 'SUBMITTED' }] });
  }
  return withFacts(measure, {
    repairs: repairs.map((one) => (one.repairId === event.repairId ? advance(one, event) : one)),
  });
}

function advance(repair: Repair, event: Later): Repair {
  const applied = appliedOf(repair);
  switch (event.type) {
    case 'RepairAccepted':
      return { ...applied, status: 'ACCEPTED', acceptedAt: event.at, decideBy: event.decideBy, extended: false };
    case 'RepairRefused':
      return { ...applied, status: 'REFUSED', closedAt: event.at, gaps: event.gaps, barredUntil: event.barredUntil };
    case 'RepairExtended':
      if (repair.status !== 'ACCEPTED') throw new Error(`Repair ${event.repairId} is extended before it is accepted`);
      return { ...repair, decideBy: event.decideBy, extended: true };
    case 'RepairGranted':
      return { ...applied, status: 'GRANTED', closedAt: event.at, reasons: event.reasons };
    case 'RepairDenied': {
      const { reasons, barredUntil, at } = event;
      return { ...applied, status: 'DENIED', closedAt: at, reasons, barredUntil };
    }
    default:
      return event satisfies never;
  }
}

/** Applications that are still open when the measure ends. */
export function closeRepairs(facts: MeasureFacts, closedAt: string): MeasureFacts {
  const repairs = facts.repairs.map((one): Repair =>
    one.status === 'SUBMITTED' || one.status === 'ACCEPTED' ? { ...appliedOf(one), status: 'MOOT', closedAt } : one,
  );
  return { ...facts, repairs };
}

function appliedOf({ repairId, appliedAt, edition, recordClass, repairableFrom, materials, tellBy }: Repair) {
  return { repairId, appliedAt, edition, recordClass, repairableFrom, materials, tellBy };
}
