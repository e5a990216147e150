import { isOverdue, reckonedAgain } from '../../measures/rules/deadlines.ts';
import { localDay } from '../../measures/rules/local-day.ts';
import { share, type Contribution } from '../contribution.ts';
import { isIn } from '../period.ts';
import type { MeasureTrace } from '../traces/measure.ts';
import type { RepairTrace } from '../traces/repairs.ts';
import type { Counting } from './counting.ts';
import { itemOf, span } from './parts.ts';

/** What the applications for repair add to the figures of the department that decides them. */
export function countRepairs(trace: MeasureTrace, counting: Counting): readonly Contribution[] {
  return trace.repairs.flatMap((repair) => [
    ...applied(repair, trace, counting),
    ...ended(repair, trace, counting),
    ...carriedOut(repair, trace, counting),
  ]);
}

function applied({ appliedAt, repairId }: RepairTrace, trace: MeasureTrace, { period }: Counting): Contribution[] {
  if (!isIn(period, appliedAt)) return [];
  const item = itemOf(trace, 'REPAIR', repairId, appliedAt);
  return [{ metric: 'REPAIRS_APPLIED', department: trace.determiner, group: null, item, ...share(true) }];
}

function ended(repair: RepairTrace, trace: MeasureTrace, counting: Counting): Contribution[] {
  const { appliedAt, decideBy, end, repairId } = repair;
  if (end === null || !isIn(counting.period, end.at)) return [];
  const department = trace.determiner;
  const item = itemOf(trace, 'REPAIR', repairId, end.at);
  const took = span('REPAIR_TIME', { department, item, since: appliedAt, until: end.at }, counting.count);
  if (end.outcome === 'REFUSED' || decideBy === null) return [took];
  const inTime = !isOverdue(reckonedAgain(decideBy, counting.reckoning), localDay(end.at));
  return [took, { metric: 'REPAIRS_IN_TIME', department, group: null, item, ...share(inTime) }];
}

/** Granted, it is done only when every department that was told to has lifted the measure. */
function carriedOut(repair: RepairTrace, trace: MeasureTrace, counting: Counting): Contribution[] {
  if (repair.end?.outcome !== 'GRANTED' || trace.revokedAt !== null) return [];
  const last = lastLifting(trace);
  if (last === null || !isIn(counting.period, last)) return [];
  const department = trace.determiner;
  const item = itemOf(trace, 'REPAIR', repair.repairId, last);
  return [span('REPAIR_SYNC_TIME', { department, item, since: repair.appliedAt, until: last }, counting.count)];
}

/** When the last newest order to lift was answered; null: nobody was told to, or somebody has not answered. */
function lastLifting({ orders }: MeasureTrace): string | null {
  const newest = orders.filter(({ kind, replacedAt }) => kind === 'LIFT' && replacedAt === null);
  const answers = newest.map(({ outcome }) => outcome?.at ?? null);
  if (answers.length === 0 || answers.includes(null)) return null;
  return answers.reduce((a, b) => (a! > b! ? a : b));
}
