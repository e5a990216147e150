import type { Fact } from '../connector/reading.ts';

/** What the district's tables say about the things that are counted. */
export interface Tables {
  /** Kind of the list on which a record is an entry; null: it is none. */
  listKindOf(
    department: string,
    recordSet: string,
    fact: Pick<Fact, 'recordKind' | 'effect' | 'severity'>,
  ): 'RED' | 'BLACK' | 'WATCH' | null;
  /** Folder of the department that decides a matter; null: the table no longer has the matter. */
  departmentOf(matter: string): string | null;
}
