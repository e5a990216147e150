import type { DisclosedTo } from '../../schema/disclosure.ts';
import type { Content, LoggedContent } from './content.ts';
import { countedRows, sectionRows } from './section-rows.ts';
import type { EntryKind } from './whole-entry.ts';

export interface Hiding {
  /** Purposes of which the organisation concerned is told late. */
  readonly purposes: ReadonlySet<string>;
  readonly forMs: number;
}

export interface RowRules {
  /** More organisations than this in one answer are one bulk entry. */
  readonly bulkAbove: number;
  readonly hiding: Hiding;
}

export function kindOf({ commands, organisations }: LoggedContent, { bulkAbove }: RowRules): EntryKind {
  if (commands.length > 0) return 'COMMAND';
  return organisations.length > bulkAbove ? 'BULK' : 'READ';
}

export function rowOf(given: LoggedContent, rules: RowRules): Content {
  const { operation, organisations, sections } = given;
  const isBulk = kindOf(given, rules) === 'BULK';
  return {
    ...given,
    operation: operation.name,
    document: operation.document,
    sections: isBulk ? countedRows(sections) : sectionRows(sections, organisations),
  };
}

export function isHidden(caller: DisclosedTo | null, purpose: string | null, { purposes }: Hiding): boolean {
  return purpose !== null && purposes.has(purpose) && caller?.role !== 'representative';
}
