import { share, type Contribution } from '../contribution.ts';
import { isIn } from '../period.ts';
import type { MeasureTrace } from '../traces/measure.ts';
import type { Counting } from './counting.ts';
import { itemOf } from './parts.ts';

/** Measures that began, and whether they favour the organisation. Of which organisations there are, nothing is known. */
export function countBeginnings(trace: MeasureTrace, { period }: Counting): readonly Contribution[] {
  const { initiatedAt, initiator: department, kind, measureId } = trace;
  if (!isIn(period, initiatedAt)) return [];
  const item = itemOf(trace, 'MEASURE', measureId, initiatedAt);
  return [{ metric: 'INCENTIVE_SHARE', department, group: null, item, ...share(kind === 'INCENTIVE') }];
}
