import type { RecordClass } from '../rules/repair-rules.ts';

/** A document kept by a department; the gateway keeps its title and its hash, never the file. */
export interface Evidence {
  readonly title: string;
  /** SHA-256 of the file, 64 hexadecimal digits, lower case. */
  readonly sha256: string;
}

/** The document by which an authority made the determination (认定文书). */
export interface Determination {
  /** Folder of the department that made it: it decides objections and repairs. */
  readonly department: string;
  readonly documentNumber: string;
  readonly decidedOn: string;
  /** Day on which the organisation was told (告知、送达). */
  readonly notifiedOn: string | null;
  readonly file: Evidence;
}

/** The credit record or list entry that caused the measure. */
export interface SourceRecord {
  readonly department: string;
  /** CreditRecord.id. */
  readonly recordId: string;
  /** Null: not an adverse record. */
  readonly recordClass: RecordClass | null;
  /** Code of the list whose entry it is (repair rules); null: no list. */
  readonly list: string | null;
}

/** Local dates; both days belong to the term. */
export interface Term {
  readonly startsOn: string;
  /** Last day; null: until removed from the list that caused it. */
  readonly endsOn: string | null;
}
