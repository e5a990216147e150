import type { Effect, RecordState, Severity } from '../../connector/connector.ts';
import type { SourceState } from '../../connector/section.ts';
import type { Matter } from '../matters/matter.ts';
import type { GreenChannelRule } from '../rules/green-channel-rule.ts';
import type { MeasureSeen } from './measure-seen.ts';

/** Where a section came from, as the department's subgraph says (SourceReport). */
export interface SourceSeen {
  readonly state: SourceState;
  readonly asOf: string | null;
  readonly nextExpected: string | null;
  readonly rejectedRows: number;
  readonly unlinkedRows: number;
  readonly unlinkedAdverseRows: number;
  /** Rows that were withheld from the verdict itself, and so were not judged; absent: none. */
  readonly withheldRows?: number;
}

/** A CreditRecord, as the department's subgraph says. */
export interface RecordSeen {
  readonly id: string;
  readonly rowRef: string;
  readonly recordKind: string;
  readonly catalogueItem: string;
  readonly catalogueEdition: string;
  readonly effect: Effect;
  readonly severity: Severity | null;
  readonly severityRule: string | null;
  readonly documentNumber: string | null;
  readonly documentOn: string | null;
  readonly precision: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly openEnded: boolean;
  readonly authority: string | null;
  readonly state: RecordState;
  readonly linkedBy: string;
  readonly quality: readonly string[];
  /** Levels and rights, one of which somebody needs to be shown it; null, or absent in old evidence: SHARED. */
  readonly openTo?: readonly string[] | null;
}

/** What one department's folder answered; null where it said nothing. */
export interface SectionSeen {
  /** Folder name. */
  readonly department: string;
  readonly source: SourceSeen | null;
  readonly creditRecords: readonly RecordSeen[] | null;
}

/** What the register says; null: it does not say. `establishedOn` may be a year or a month. */
export interface OrganisationSeen {
  readonly status: string | null;
  readonly establishedOn: string | null;
}

/** An undertaking that was not kept: a record of this gateway's own. */
export interface BrokenUndertaking {
  readonly acceptanceId: string;
  readonly matter: string;
  readonly brokenOn: string;
}

/** Everything that a verdict rests on: the same evidence under the same rule gives the same verdict, whenever. */
export interface Evidence {
  readonly creditCode: string;
  readonly matter: Matter;
  /** Null: no edition is known for the day. */
  readonly rule: GreenChannelRule | null;
  readonly organisation: OrganisationSeen;
  /** One for each department's folder there is, in the order of their names. */
  readonly sections: readonly SectionSeen[];
  readonly measures: readonly MeasureSeen[];
  readonly brokenUndertakings: readonly BrokenUndertaking[];
}

/** When it is asked, and for which day of application (a local date, not after today). */
export interface Asked {
  readonly on: string;
  /** Milliseconds of the epoch. */
  readonly nowMs: number;
}
