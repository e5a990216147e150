import { isOverdue, reckonedAgain } from '../../measures/rules/deadlines.ts';
import { localDay } from '../../measures/rules/local-day.ts';
import { share, type Contribution } from '../contribution.ts';
import { isIn } from '../period.ts';
import type { MeasureTrace } from '../traces/measure.ts';
import type { ObjectionTrace } from '../traces/objections.ts';
import type { Counting } from './counting.ts';
import { itemOf, span } from './parts.ts';

/** What the objections to a measure add to the figures of the department that decides them. */
export function countObjections(trace: MeasureTrace, counting: Counting): readonly Contribution[] {
  return trace.objections.flatMap((objection) => [
    ...filed(objection, trace, counting),
    ...answered(objection, trace, counting),
  ]);
}

function filed({ filedAt, objectionId }: ObjectionTrace, trace: MeasureTrace, { period }: Counting): Contribution[] {
  if (!isIn(period, filedAt)) return [];
  const item = itemOf(trace, 'OBJECTION', objectionId, filedAt);
  return [{ metric: 'OBJECTIONS_FILED', department: trace.determiner, group: null, item, ...share(true) }];
}

function answered(objection: ObjectionTrace, trace: MeasureTrace, counting: Counting): Contribution[] {
  const { answer, answerBy, filedAt, objectionId } = objection;
  if (answer === null || !isIn(counting.period, answer.at)) return [];
  const department = trace.determiner;
  const item = itemOf(trace, 'OBJECTION', objectionId, answer.at);
  const took = span('OBJECTION_TIME', { department, item, since: filedAt, until: answer.at }, counting.count);
  if (answer.outcome === null || answerBy === null) return [took];
  const inTime = !isOverdue(reckonedAgain(answerBy, counting.reckoning), localDay(answer.at));
  const justified = answer.outcome !== 'UPHELD_RECORD';
  return [
    took,
    { metric: 'OBJECTIONS_IN_TIME', department, group: null, item, ...share(inTime) },
    { metric: 'OBJECTIONS_JUSTIFIED', department, group: null, item, ...share(justified) },
  ];
}
