import type { Severity } from '../../connector/connector.ts';

/** RED honours; BLACK is of serious dishonesty; WATCH is adverse and not of serious dishonesty. */
export type ListKind = 'RED' | 'BLACK' | 'WATCH';

/** A list (domain: 红黑名单) and the rule by which its entries begin and end. */
export interface CreditList {
  readonly code: string;
  readonly kind: ListKind;
  /** Chinese. */
  readonly title: string;
  /** Folder of the department that determines entries. */
  readonly owner: string;
  readonly rule: string;
  /** Somebody has checked the terms against the text in force. */
  readonly verified: boolean;
  /** Null: until cured, or not known. */
  readonly termMonths: number | null;
  /** Months from the entry before which no early exit can be asked for; null: none, or not known. */
  readonly earlyExitMonths: number | null;
  readonly earlyExit: string | null;
  /** Kinds of credit records that are entries on it. */
  readonly recordKinds: readonly string[];
  /** Only records of this class; null: of any. */
  readonly severity: Severity | null;
  readonly remark: string | null;
}

/** A category of the public credit information catalogue whose records are entries on lists, whoever has them. */
export interface ListCategory {
  /** What the catalogue item begins with; behind a colon may stand the title of the list. */
  readonly item: string;
  readonly kind: ListKind;
}

/** How a candidate for a red list, and whoever is on one, is checked. */
export interface CheckRule {
  readonly text: string;
  readonly basis: string;
  readonly verified: boolean;
  readonly excludingKinds: readonly ListKind[];
  readonly severities: readonly Severity[];
  /** Class of adverse records that their department did not class. */
  readonly unclassedAs: Severity;
  /** Documents so many months back exclude. */
  readonly months: number;
  /** Words of the registers. `ended`: there is no organisation any more, and its entries end. */
  readonly status: {
    readonly accepted: readonly string[];
    readonly excluded: readonly string[];
    readonly ended: readonly string[];
  };
}

export interface CreditLists {
  readonly edition: string;
  /** Ordered by code. */
  readonly lists: readonly CreditList[];
  readonly categories: readonly ListCategory[];
  readonly check: CheckRule;
}
