import type { MeasureEvent } from '../../measures/events.ts';
import type { Due } from '../../measures/rules/deadlines.ts';

export interface RepairTrace {
  readonly repairId: string;
  readonly appliedAt: string;
  /** The last that was set; null: not accepted. */
  readonly decideBy: Due | null;
  readonly end: { readonly at: string; readonly outcome: 'GRANTED' | 'DENIED' | 'REFUSED' } | null;
}

export function traceRepairs(events: readonly MeasureEvent[]): readonly RepairTrace[] {
  const repairs = new Map<string, RepairTrace>();
  const change = (repairId: string, changes: Partial<RepairTrace>) => {
    const repair = repairs.get(repairId);
    if (repair !== undefined) repairs.set(repairId, { ...repair, ...changes });
  };
  for (const event of events) {
    switch (event.type) {
      case 'RepairAppliedFor': {
        const { at, repairId } = event;
        repairs.set(repairId, { repairId, appliedAt: at, decideBy: null, end: null });
        break;
      }
      case 'RepairAccepted':
      case 'RepairExtended':
        change(event.repairId, { decideBy: event.decideBy });
        break;
      case 'RepairGranted':
        change(event.repairId, { end: { at: event.at, outcome: 'GRANTED' } });
        break;
      case 'RepairDenied':
        change(event.repairId, { end: { at: event.at, outcome: 'DENIED' } });
        break;
      case 'RepairRefused':
        change(event.repairId, { end: { at: event.at, outcome: 'REFUSED' } });
        break;
      default:
    }
  }
  return [...repairs.values()];
}
