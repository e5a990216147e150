import type { Contribution } from '../contribution.ts';
import type { MeasureTrace } from '../traces/measure.ts';
import type { Counting } from './counting.ts';
import { countConsultations, countEndings } from './endings.ts';
import { countObjections } from './objections.ts';
import { countOrders } from './orders.ts';
import { countRepairs } from './repairs.ts';

/** Everything that one measure adds to any figure. Pure. */
export function countMeasure(trace: MeasureTrace, counting: Counting): readonly Contribution[] {
  return [
    ...countOrders(trace, counting),
    ...countObjections(trace, counting),
    ...countRepairs(trace, counting),
    ...countEndings(trace, counting),
    ...countConsultations(trace, counting),
  ];
}
