import type { ConcludeConsultation, RequestConsultation } from '../commands.ts';
import type { Context } from '../context.ts';
import type { MeasureEvent } from '../events.ts';
import { refuse } from '../refusals.ts';
import { dueAfter } from '../rules/deadlines.ts';
import { localDay } from '../rules/local-day.ts';
import { stampOf } from '../state/caller.ts';
import { isRunning, type Measure } from '../state/measure.ts';
import { isCarryingOut, mayHaveActed, type Implementation, type Order } from '../state/order.ts';
import { consultationId } from './ids.ts';
import { readText } from './input.ts';
import { issue } from './issue-orders.ts';

/** A department asks the coordinator. */
export function requestConsultation(
  command: RequestConsultation,
  measure: Measure,
  context: Context,
): readonly MeasureEvent[] {
  const { by } = command;
  if (by.role !== 'officer') return refuse('ACTION_NOT_ALLOWED');
  if (!isRunning(measure)) refuse('MEASURE_NOT_RUNNING');
  const { department } = by;
  return [
    {
      ...stampOf(command),
      type: 'ConsultationOpened',
      consultationId: consultationId(measure.facts),
      orderId: null,
      department,
      question: readText('question', command.question),
      concludeBy: dueAfter(localDay(command.at), { rule: 'CONSULTATION_CONCLUDE', department }, context),
    },
  ];
}

/** The coordinator settles it. An order that stands is given again, unless the measure is suspended meanwhile. */
export function concludeConsultation(
  command: ConcludeConsultation,
  measure: Measure,
  context: Context,
): readonly MeasureEvent[] {
  const { consultationId: id, outcome } = command;
  const consultation = measure.facts.consultations.find((one) => one.consultationId === id);
  if (consultation === undefined) return refuse('CONSULTATION_NOT_FOUND');
  if (consultation.status !== 'OPEN') return refuse('CONSULTATION_CLOSED');
  const about = findDeclined(measure, consultation.orderId);
  if (!possibleFor(about?.order ?? null).includes(outcome)) refuse('CONSULTATION_OUTCOME_NOT_POSSIBLE');
  const stamp = stampOf(command);
  const reasons = readText('reasons', command.reasons);
  const concluded = { ...stamp, type: 'ConsultationConcluded', consultationId: id, outcome, reasons } as const;
  if (about === null || outcome !== 'CARRY_OUT') return [concluded];
  return [concluded, ...giveAgain(about, measure, { stamp, reckoning: context })];
}

interface Declined {
  readonly order: Order;
  readonly implementation: Implementation;
}

function findDeclined({ facts }: Measure, orderId: string | null): Declined | null {
  for (const implementation of facts.implementations) {
    const order = implementation.orders.find((one) => one.orderId === orderId);
    if (order !== undefined) return { order, implementation };
  }
  return null;
}

/** To stop, and to put right, protects the organisation: no department can be excused from that. */
function possibleFor(declined: Order | null): readonly ConcludeConsultation['outcome'][] {
  if (declined === null) return ['ADVISED'];
  return isCarryingOut(declined.kind) ? ['CARRY_OUT', 'EXCUSED'] : ['CARRY_OUT'];
}

function giveAgain({ order, implementation }: Declined, measure: Measure, giving: Parameters<typeof issue>[2]) {
  if (!isCarryingOut(order.kind)) return issue(order.kind, [implementation], giving);
  if (measure.status === 'SUSPENDED') return [];
  return issue(mayHaveActed(implementation) ? 'RESUME' : 'APPLY', [implementation], giving);
}
