import { dutyMetrics } from './metrics-of-duties.ts';
import { remedyMetrics } from './metrics-of-remedies.ts';
import { rowMetrics } from './metrics-of-rows.ts';
import { unknownMetrics } from './metrics-unknown.ts';

/** SHARE: numerator / denominator, 0 to 1. COUNT: how many. WORKING_DAYS: average; median and longest beside it. */
export type Unit = 'SHARE' | 'COUNT' | 'WORKING_DAYS';

/** Where it is counted: which stream has its items. */
export type Source = 'MEASURES' | 'ACCEPTANCES' | 'DECISIONS' | 'RECEIPTS' | 'RECORDS' | 'FINDINGS';

/** Chinese, then English. */
export type Text = readonly [zh: string, en: string];

export interface Metric {
  readonly title: Text;
  readonly unit: Unit;
  /** Null: it cannot be computed here, and `formula` says why. */
  readonly source: Source | null;
  readonly formula: Text;
  /** What `numerator` and `denominator` are; of durations the denominator counts what took that long. */
  readonly numerator: Text;
  readonly denominator: Text | null;
}

/** Every metric that the supervising office asks for, in the order in which they are shown. There is no sum of them. */
export const metrics = {
  ...rowMetrics,
  ...dutyMetrics,
  ...remedyMetrics,
  ...unknownMetrics,
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricCode = keyof typeof metrics;

export const metricCodes = Object.keys(metrics) as readonly MetricCode[];

export function metricOf(code: MetricCode): Metric {
  return metrics[code];
}
