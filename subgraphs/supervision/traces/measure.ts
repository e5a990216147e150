import { evolve } from '../../measures/evolve.ts';
import type { MeasureEvent } from '../../measures/events.ts';
import { noMeasure, type LiftReason, type Measure, type MeasureState } from '../../measures/state/measure.ts';
import { traceConsultations, type ConsultationTrace } from './consultations.ts';
import { traceObjections, type ObjectionTrace } from './objections.ts';
import { traceOrders, type OrderTrace } from './orders.ts';
import { traceRepairs, type RepairTrace } from './repairs.ts';

/** What happened to one measure up to some instant, in the order of its events. Instants are ISO, UTC. */
export interface MeasureTrace {
  readonly measureId: string;
  /** INCENTIVE or RESTRICTION. */
  readonly kind: string;
  readonly initiator: string;
  readonly initiatedAt: string;
  readonly determiner: string;
  readonly orders: readonly OrderTrace[];
  readonly objections: readonly ObjectionTrace[];
  readonly repairs: readonly RepairTrace[];
  readonly consultations: readonly ConsultationTrace[];
  readonly lifted: { readonly at: string; readonly reason: LiftReason } | null;
  readonly revokedAt: string | null;
  readonly restoredAt: string | null;
  /** As it stood then. */
  readonly state: Measure;
}

/** Events of one measure, oldest first, beginning with its initiation. Null: there are none. */
export function traceMeasure(events: readonly MeasureEvent[]): MeasureTrace | null {
  const [first] = events;
  if (first?.type !== 'MeasureInitiated') return null;
  const state = events.reduce<MeasureState>(evolve, noMeasure);
  if (state.status === 'NONE') return null;
  const lifted = events.find((event) => event.type === 'MeasureLifted') ?? null;
  return {
    measureId: first.measureId,
    kind: first.item.kind,
    initiator: first.initiator,
    initiatedAt: first.at,
    determiner: first.determination.department,
    orders: traceOrders(events),
    objections: traceObjections(events),
    repairs: traceRepairs(events),
    consultations: traceConsultations(events),
    lifted: lifted === null ? null : { at: lifted.at, reason: lifted.reason },
    revokedAt: events.find((event) => event.type === 'MeasureRevoked')?.at ?? null,
    restoredAt: events.find((event) => event.type === 'RestorationCompleted')?.at ?? null,
    state,
  };
}
