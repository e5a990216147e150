import { localDay } from '../../connector/timetable.ts';
import { coordinator, share, type Contribution } from '../contribution.ts';
import type { Counting } from './counting.ts';

/** One decision on the green channel, and whether its organisation was accepted on an undertaking because of it. */
export interface DecisionRow {
  readonly receipt: string;
  readonly matter: string;
  /** ISO instant, within the period. */
  readonly decidedAt: string;
  /** ISO instant; null: it was never accepted on an undertaking. */
  readonly acceptedAt: string | null;
  /** Of the acceptance. */
  readonly department: string | null;
}

/** What was accepted after the period counts as not yet accepted. A matter that no table has any more is the coordinator's. */
export function countDecision(decision: DecisionRow, { period, tables }: Counting): readonly Contribution[] {
  const { acceptedAt, decidedAt, matter: group, receipt: id } = decision;
  const department = decision.department ?? tables.departmentOf(group) ?? coordinator;
  const on = localDay(Date.parse(decidedAt));
  const given = acceptedAt !== null && Date.parse(acceptedAt) < Date.parse(period.end);
  const item = { kind: 'DECISION', id, measureId: null, on } as const;
  return [{ metric: 'UNDERTAKING_SHARE', department, group, item, ...share(given) }];
}
