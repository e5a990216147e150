import type { Severity } from '../../connector/connector.ts';

/** One sentence of the rule, as people can read and check it. */
export interface Clause {
  /** Unique in the edition; reasons name it. */
  readonly id: string;
  /** Chinese. */
  readonly text: string;
  readonly basis: string;
  /** Somebody has checked the clause, with its figures, against the text in force. */
  readonly verified: boolean;
}

/** A current positive record of one of these kinds opens the channel, whatever ended within the years before. */
export interface PositiveClause extends Clause {
  readonly recordKinds: readonly string[];
  /** For how many months from its document a record counts that names no end; null: it does not count. */
  readonly monthsWithoutEnd: number | null;
}

/** What is an adverse record in the sense of the rule (不良信用记录). */
export interface AdverseClause extends Clause {
  readonly severities: readonly Severity[];
  /** Class of an adverse record for which its department names none. */
  readonly unclassedAs: Severity;
  /** Kinds that count whatever their class, and kinds that never do. */
  readonly alwaysKinds: readonly string[];
  readonly neverKinds: readonly string[];
}

export interface MandatoryClause extends Clause {
  /** Folders without whose answer nothing is decided; EVERY: each department folder there is. */
  readonly departments: 'EVERY' | readonly string[];
  /** Folders whose silence does not matter; what they do answer counts all the same. */
  readonly indifferent: readonly string[];
}

export interface StaleClause extends Clause {
  /** Age in hours up to which kept data of a silent department is relied on. */
  readonly hours: number;
  readonly byDepartment: readonly { readonly department: string; readonly hours: number }[];
}

/** One edition of the rule of the green channel. Clauses that an edition may lack are null then. */
export interface GreenChannelRule {
  readonly edition: string;
  readonly title: string;
  readonly inForceFrom: string;
  readonly inForceUntil: string | null;
  readonly positive: readonly PositiveClause[];
  readonly cleanYears: Clause & { readonly years: number };
  readonly inExistence: Clause;
  readonly adverse: AdverseClause;
  /** An adverse record that is still open excludes, positive records or not. */
  readonly openRecord: Clause | null;
  readonly notCounted: Clause;
  readonly disputed: Clause;
  /** Restrictions that exclude while they are in force. */
  readonly measures: Clause & { readonly itemCodes: readonly string[] };
  /** `months`: for how long a broken undertaking excludes; null: for good. */
  readonly brokenUndertaking: Clause & { readonly months: number | null };
  /** The register's words. A word that is in neither list is one that nobody has judged. */
  readonly status: Clause & { readonly accepted: readonly string[]; readonly excluded: readonly string[] };
  readonly matter: Clause;
  readonly mandatory: MandatoryClause;
  readonly stale: StaleClause;
  readonly complete: Clause;
}

/** The edition in force on a local date; null: none is known, and nothing can be decided. */
export function ruleOn(rules: readonly GreenChannelRule[], on: string): GreenChannelRule | null {
  return rules.find((one) => one.inForceFrom <= on && (one.inForceUntil === null || on <= one.inForceUntil)) ?? null;
}
