import { localDay } from '../../measures/rules/local-day.ts';
import type { Contribution, Item } from '../contribution.ts';
import type { MetricCode } from '../metrics.ts';
import type { MeasureTrace } from '../traces/measure.ts';
import type { CountWorkingDays } from '../working-days-between.ts';

/** Something of a measure that came into the period at that instant. */
export function itemOf({ measureId }: MeasureTrace, kind: Item['kind'], id: string, at: string): Item {
  return { kind, id, measureId, on: localDay(at) };
}

/** One that took from one instant to another. */
export function span(
  metric: MetricCode,
  { department, item, since, until }: { department: string; item: Item; since: string; until: string },
  count: CountWorkingDays,
): Contribution {
  const { days, provisional } = count(localDay(since), localDay(until));
  return { metric, department, group: null, item, numerator: days, denominator: 1, days, provisional };
}
