import type { MetricCode } from './metrics.ts';

/** Who concludes consultations has no folder of its own. */
export const coordinator = 'COORDINATOR';

export type ItemKind =
  | 'ORDER'
  | 'OBJECTION'
  | 'REPAIR'
  | 'CONSULTATION'
  | 'MEASURE'
  | 'ACCEPTANCE'
  | 'DECISION'
  | 'DELIVERY'
  | 'RECORD'
  | 'ROW';

/** What an item is, wherever it counts. */
export interface Item {
  readonly kind: ItemKind;
  readonly id: string;
  readonly measureId: string | null;
  /** Local day on which it came into the period. */
  readonly on: string;
}

/**
 * What one item adds to one figure. Figures are nothing but sums over these, and the items behind a figure are these
 * themselves: the two cannot differ.
 */
export interface Contribution {
  readonly metric: MetricCode;
  /** Folder of the department, or COORDINATOR. */
  readonly department: string;
  /** Finer than the department: kind of measure, record set, reason; null: nothing finer. */
  readonly group: string | null;
  readonly item: Item;
  readonly numerator: number;
  readonly denominator: number;
  /** Working days that it took, of durations. */
  readonly days?: number;
  /** Counted over a year whose holidays are not announced. */
  readonly provisional?: boolean;
  /** Nobody counted what there was before: no figure can be given. */
  readonly incomplete?: boolean;
}

/** `counts` as 1 of 1, or as 0 of 1. */
export function share(counts: boolean): Pick<Contribution, 'numerator' | 'denominator'> {
  return { numerator: counts ? 1 : 0, denominator: 1 };
}
