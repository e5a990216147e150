import type { Contribution } from '../contribution.ts';
import type { MeasureTrace } from '../traces/measure.ts';
import { countBeginnings } from './beginnings.ts';
import type { Counting } from './counting.ts';
import { countConsultations, countEndings } from './endings.ts';
import { countObjections } from './objections.ts';
import { countOrders } from './orders.ts';
import { countRepairs } from './repairs.ts';

/** Everything that one measure adds to any figure. Pure. */
export function countMeasure(trace: MeasureTrace, counting: Counting): readonly Contribution[] {
  return [
    ...countBeginnings(trace, counting),
    ...countOrders(trace, counting),
    ...countObjections(trace, counting),
    ...countRepairs(trace, counting),
    ...countEndings(trace, counting),
    ...countConsultations(trace, counting),
  ];
}
