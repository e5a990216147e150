import { metricOf, type MetricCode, type Unit } from './metrics.ts';
import { figureId, type Sum } from './tally.ts';

/**
 * Why there is no figure. NOTHING_TO_COUNT: no item in the period. NOT_OBSERVABLE: nothing that this gateway sees says
 * it. ASKED_NOT_COLLECTED: the department is asked for each organisation, and delivers nothing that could be counted.
 * NOT_CONNECTED. HISTORY_INCOMPLETE: not everything was counted then.
 */
export type Unknown =
  'NOTHING_TO_COUNT' | 'NOT_OBSERVABLE' | 'ASKED_NOT_COLLECTED' | 'NOT_CONNECTED' | 'HISTORY_INCOMPLETE';

/** One figure. There is either a value or a reason why there is none, never a 0 in place of not knowing. */
export interface Figure {
  readonly id: string;
  readonly metric: MetricCode;
  readonly unit: Unit;
  /** Null: all departments together. */
  readonly department: string | null;
  readonly group: string | null;
  /** SHARE: 0 to 1. WORKING_DAYS: the average. */
  readonly value: number | null;
  readonly unknown: Unknown | null;
  /** Null where nothing was counted. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly median: number | null;
  readonly longest: number | null;
  readonly provisional: boolean;
}

type Name = Pick<Sum, 'metric' | 'department' | 'group'>;

export function figureWithout(name: Name, unknown: Unknown): Figure {
  const { unit } = metricOf(name.metric);
  const nothing = { value: null, numerator: null, denominator: null, median: null, longest: null };
  return { id: figureId(name), ...pick(name), unit, ...nothing, unknown, provisional: false };
}

/** The figure of a sum; `null`: nothing was counted where something would have been seen. */
export function figureOf(name: Name, sum: Sum | null): Figure {
  const { unit } = metricOf(name.metric);
  if (sum === null)
    return unit === 'COUNT' ? counted(name, { value: 0, numerator: 0 }) : figureWithout(name, 'NOTHING_TO_COUNT');
  if (sum.incomplete) return figureWithout(name, 'HISTORY_INCOMPLETE');
  const { denominator, numerator, provisional } = sum;
  if (unit === 'COUNT') return counted(name, { value: numerator, numerator, provisional });
  if (denominator === 0) return { ...figureWithout(name, 'NOTHING_TO_COUNT'), numerator, denominator };
  const value = numerator / denominator;
  const spans = unit === 'WORKING_DAYS' ? { median: medianOf(sum), longest: Math.max(...sum.spans.keys()) } : {};
  return counted(name, { value, numerator, denominator, provisional, ...spans });
}

function counted(name: Name, known: Partial<Figure>): Figure {
  return { ...figureWithout(name, 'NOTHING_TO_COUNT'), unknown: null, ...known };
}

/** Of an even number the mean of the two in the middle. */
function medianOf({ items, spans }: Sum): number {
  const at = (place: number): number => {
    let seen = 0;
    for (const [days, many] of [...spans].sort(([a], [b]) => a - b)) {
      seen += many;
      if (place < seen) return days;
    }
    return Number.NaN;
  };
  return (at(Math.floor((items - 1) / 2)) + at(Math.floor(items / 2))) / 2;
}

function pick({ department, group, metric }: Name): Name {
  return { department, group, metric };
}
