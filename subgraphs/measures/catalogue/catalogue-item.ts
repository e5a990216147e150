/** The law that a measure rests on. `verified`: somebody has checked the article against the text in force. */
export interface LegalBasis {
  readonly title: string;
  /** Article, section or clause; null as long as it is not known. */
  readonly article: string | null;
  /** The version of the text, or its date. */
  readonly edition: string | null;
  readonly verified: boolean;
}

/** Bounds of a measure's term in months; null: not known. */
export interface TermBounds {
  readonly shortestMonths: number | null;
  readonly longestMonths: number | null;
  /** May run until the organisation is removed from the list that caused it, without a last day. */
  readonly openEnded: boolean;
}

export type MeasureKind = 'INCENTIVE' | 'RESTRICTION';

/**
 * A: reduces rights or adds duties. B: management within an authority's own duties. C: what markets and associations
 * do by themselves; shown for information, never ordered (清单制, 国办发〔2020〕49号). Incentives have no class.
 */
export type MeasureClass = 'A' | 'B' | 'C';

/** What a measure can be: one entry of the catalogue (联合奖惩目录清单). */
export interface CatalogueItem {
  readonly code: string;
  /** Edition of the catalogue that last changed the entry. */
  readonly edition: string;
  readonly kind: MeasureKind;
  readonly class: MeasureClass | null;
  /** Chinese. */
  readonly title: string;
  /** Chinese: what an implementing department does. */
  readonly content: string;
  readonly legalBasis: readonly LegalBasis[];
  /** Folders of the departments that may initiate it; ANY: whoever made the determination. */
  readonly initiatedBy: 'ANY' | readonly string[];
  /** Folders of the departments that carry it out, each in its own duties. */
  readonly implementedBy: readonly string[];
  /** First places of the credit codes to which it applies, one or two characters; ALL: every organisation. */
  readonly appliesTo: 'ALL' | readonly string[];
  readonly term: TermBounds;
  /** Whether an accepted objection suspends it; not where a court ordered it or statute itself fixes it. */
  readonly objectionSuspends: boolean;
  /** Whether credit repair (NDRC order 36) ends it; others end by the rule of their own list, or need no repair. */
  readonly repairable: boolean;
  /** First day on which it can be initiated; null: disabled. */
  readonly enabledFrom: string | null;
  /** First day on which it can no longer be initiated; measures that run are not touched. */
  readonly retiredOn: string | null;
  readonly remark: string | null;
}

/** Whether a department can be ordered to carry it out at all. */
export function isOrderable(item: Pick<CatalogueItem, 'class'>): boolean {
  return item.class !== 'C';
}

/** What still keeps an entry from being enabled, in words; empty: nothing. */
export function obstaclesOf(item: CatalogueItem): readonly string[] {
  const restriction = item.kind === 'RESTRICTION';
  const obstacles: string[] = [];
  if (!isOrderable(item)) obstacles.push('is of class C, which nobody may be ordered to carry out');
  if (item.legalBasis.length === 0) obstacles.push('has no legal basis');
  for (const { title, article, edition, verified } of item.legalBasis) {
    if (!verified) obstacles.push(`rests on ${title}, which is not verified`);
    if (edition === null) obstacles.push(`does not say which edition of ${title}`);
    if (restriction && article === null) obstacles.push(`does not say which article of ${title}`);
  }
  const { shortestMonths, longestMonths } = item.term;
  if ((shortestMonths ?? 0) > (longestMonths ?? Infinity)) obstacles.push('has a longest term below its shortest');
  if (restriction && longestMonths === null && !item.term.openEnded) obstacles.push('has no longest term');
  return obstacles;
}

/** Whether a credit code belongs to a kind of organisation to which the entry applies. */
export function appliesTo(item: Pick<CatalogueItem, 'appliesTo'>, creditCode: string): boolean {
  return item.appliesTo === 'ALL' || item.appliesTo.some((places) => creditCode.startsWith(places));
}
