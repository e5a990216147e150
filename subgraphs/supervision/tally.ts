import type { Contribution } from './contribution.ts';
import type { MetricCode } from './metrics.ts';

/** What has come together of one figure. */
export interface Sum {
  readonly metric: MetricCode;
  /** Null: all departments that were counted. */
  readonly department: string | null;
  readonly group: string | null;
  readonly items: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly provisional: boolean;
  readonly incomplete: boolean;
  /** How many items took how many working days. */
  readonly spans: ReadonlyMap<number, number>;
}

interface Growing extends Sum {
  items: number;
  numerator: number;
  denominator: number;
  provisional: boolean;
  incomplete: boolean;
  readonly spans: Map<number, number>;
}

/** Adds contributions up: for the whole, for each department, and for each group of it. Keeps sums, never the items. */
export class Tally {
  readonly #sums = new Map<string, Growing>();

  add(contribution: Contribution): void {
    const { department, group, metric } = contribution;
    this.#add({ metric, department: null, group: null }, contribution);
    this.#add({ metric, department, group: null }, contribution);
    if (group !== null) this.#add({ metric, department, group }, contribution);
  }

  #add(of: Pick<Sum, 'metric' | 'department' | 'group'>, contribution: Contribution): void {
    const key = figureId(of);
    const sum = this.#sums.get(key) ?? {
      ...of,
      items: 0,
      numerator: 0,
      denominator: 0,
      provisional: false,
      incomplete: false,
      spans: new Map<number, number>(),
    };
    sum.items += 1;
    sum.numerator += contribution.numerator;
    sum.denominator += contribution.denominator;
    sum.provisional ||= contribution.provisional ?? false;
    sum.incomplete ||= contribution.incomplete ?? false;
    if (contribution.days !== undefined) sum.spans.set(contribution.days, (sum.spans.get(contribution.days) ?? 0) + 1);
    this.#sums.set(key, sum);
  }

  of(what: Pick<Sum, 'metric' | 'department' | 'group'>): Sum | null {
    return this.#sums.get(figureId(what)) ?? null;
  }

  /** The groups of one department's figure, in order. */
  groupsOf(metric: MetricCode, department: string): readonly string[] {
    return [...this.#sums.values()]
      .filter((sum) => sum.metric === metric && sum.department === department && sum.group !== null)
      .map((sum) => sum.group!)
      .sort();
  }

  /** Departments of which anything was counted. */
  departments(): readonly string[] {
    return [...new Set([...this.#sums.values()].flatMap(({ department }) => department ?? []))].sort();
  }
}

/** Names a figure within a period: METRIC, METRIC:department or METRIC:department:group. */
export function figureId({ department, group, metric }: Pick<Sum, 'metric' | 'department' | 'group'>): string {
  return [metric, department, group].filter((part) => part !== null).join(':');
}
