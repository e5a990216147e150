import { localDay } from '../../connector/timetable.ts';
import type { AcceptanceEvent } from '../../eligibility/acceptance/events.ts';
import { evolve } from '../../eligibility/acceptance/evolve.ts';
import type { Acceptance } from '../../eligibility/acceptance/acceptance.ts';
import { share, type Contribution } from '../contribution.ts';
import { isIn } from '../period.ts';
import type { Counting } from './counting.ts';

/** Events of one acceptance with documents outstanding, oldest first, and how it stood after the last. */
export interface AcceptanceTrace {
  readonly acceptanceId: string;
  readonly department: string;
  readonly state: Acceptance;
  /** When everything was there, or the promise was broken; null: it still runs. */
  readonly settled: { readonly at: string; readonly kept: boolean } | null;
}

/** Null: there are no events. */
export function traceAcceptance(events: readonly AcceptanceEvent[]): AcceptanceTrace | null {
  let state: Acceptance | null = null;
  let settled: AcceptanceTrace['settled'] = null;
  for (const event of events) {
    state = evolve(state, event);
    if (event.type === 'UndertakingBroken') settled = { at: event.at, kept: false };
    if (event.type === 'DocumentsSupplemented' && state.status === 'SUPPLEMENTED')
      settled = { at: event.at, kept: true };
  }
  if (state === null) return null;
  const { acceptanceId, matter } = state.facts;
  return { acceptanceId, department: matter.department, state, settled };
}

export function countAcceptance(trace: AcceptanceTrace, { period }: Counting): readonly Contribution[] {
  const { acceptanceId, department, settled } = trace;
  if (settled === null || !isIn(period, settled.at)) return [];
  const on = localDay(Date.parse(settled.at));
  const item = { kind: 'ACCEPTANCE', id: acceptanceId, measureId: null, on } as const;
  return [{ metric: 'UNDERTAKINGS_KEPT', department, group: null, item, ...share(settled.kept) }];
}
