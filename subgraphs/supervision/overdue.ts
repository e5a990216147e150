import { dayNumber } from '../../schema/local-date.ts';
import { currentDue } from '../eligibility/acceptance/deadline.ts';
import { localDay } from '../connector/timetable.ts';
import { openMatters } from '../measures/matters.ts';
import { isOverdue, reckonedAgain } from '../measures/rules/deadlines.ts';
import { coordinator, share, type Contribution, type Item } from './contribution.ts';
import type { AcceptanceTrace } from './figures/acceptance.ts';
import type { Counting } from './figures/counting.ts';
import type { MeasureTrace } from './traces/measure.ts';

/** Something whose last day was over, undone, at the end of the period. */
export interface Overdue {
  /** Folder, or COORDINATOR. */
  readonly department: string;
  readonly kind: Item['kind'];
  readonly id: string;
  /** ACKNOWLEDGE, REPORT, ACCEPT, ANSWER, DECIDE, TELL, CONCLUDE, RESTORE, or SUPPLEMENT. */
  readonly step: string;
  readonly measureId: string | null;
  readonly dueOn: string;
  readonly daysLate: number;
  readonly workingDaysLate: number;
  readonly provisional: boolean;
}

const kinds: Readonly<Record<string, Item['kind']>> = {
  objection: 'OBJECTION',
  repair: 'REPAIR',
  consultation: 'CONSULTATION',
};

/** What nobody had done in a measure though its day was over. */
export function overdueIn({ measureId, state }: MeasureTrace, counting: Counting): readonly Overdue[] {
  return openMatters(state)
    .map(({ about, due, ...matter }) => ({ ...matter, id: about, due: reckonedAgain(due, counting.reckoning) }))
    .filter(({ due }) => isOverdue(due, counting.period.asOf))
    .map(({ due, id, responsible, step }) => ({
      department: responsible ?? coordinator,
      kind: kindOf(id, measureId),
      id,
      step,
      measureId,
      ...late(due.on, counting),
      provisional: due.provisional,
    }));
}

/** Ids of a measure's parts begin with its own: `<measure>.objection.1`, `<measure>.<department>.1`. */
function kindOf(id: string, measureId: string): Item['kind'] {
  if (id === measureId) return 'MEASURE';
  const [part = ''] = id.slice(measureId.length + 1).split('.');
  return kinds[part] ?? 'ORDER';
}

/** Documents outstanding after their day, until the department has ended the procedure. */
export function overdueAcceptance(trace: AcceptanceTrace, counting: Counting): readonly Overdue[] {
  const { acceptanceId, department, state } = trace;
  if (state.status !== 'ACCEPTED_WITH_GAPS' && state.status !== 'OVERDUE') return [];
  const { acceptedAt, due, matter } = state.facts;
  const acceptedOn = localDay(Date.parse(acceptedAt));
  const { on, provisional } = currentDue({ due, matter, acceptedOn }, counting.reckoning.calendar);
  if (counting.period.asOf <= on) return [];
  const what = { kind: 'ACCEPTANCE', id: acceptanceId, step: 'SUPPLEMENT', measureId: null } as const;
  return [{ department, ...what, ...late(on, counting), provisional }];
}

function late(dueOn: string, { count, period }: Counting) {
  return {
    dueOn,
    daysLate: dayNumber(period.asOf) - dayNumber(dueOn),
    workingDaysLate: count(dueOn, period.asOf).days,
  };
}

/** What is overdue also counts, by step. */
export function countOverdue(
  metric: 'OVERDUE_MATTERS' | 'OVERDUE_ACCEPTANCES',
  overdue: readonly Overdue[],
): readonly Contribution[] {
  return overdue.map(({ department, dueOn: on, id, kind, measureId, provisional, step }) => ({
    metric,
    department,
    group: step,
    item: { kind, id, measureId, on },
    ...share(true),
    provisional,
  }));
}
