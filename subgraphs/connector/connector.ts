import type { RowAccess } from '../../schema/access/row-access.ts';
import type { Decoder } from './decoders/decoder.ts';
import type { DateReading } from './decoders/dates.ts';
import type { AmountReading } from './decoders/amounts.ts';
import type { UntilReading } from './decoders/periods.ts';
import type { LegacyRow } from './legacy-row.ts';
import type { OrderChannel } from './order-channel.ts';
import type { Protocol } from './protocol.ts';
import type { Fact } from './reading.ts';
import type { OrganisationFact } from './stated.ts';
import type { Timetable, Window } from './timetable.ts';

/** How a record counts for the organisation (domain.md 6.1): against it, for it, or neither. */
export type Effect = 'ADVERSE' | 'POSITIVE' | 'NEUTRAL';
/** Classes of NDRC order 36 of 2025 (credit repair), in force since 2026-04-01. */
export type Severity = 'MINOR' | 'ORDINARY' | 'SERIOUS';
/** VALID; ENDED (came to an end later); REVOKED (withdrawn as void). Running out of time is not a state. */
export type RecordState = 'VALID' | 'ENDED' | 'REVOKED';
export type DropReason = 'NATURAL_PERSON' | 'NOT_A_PENALTY';

/** Decoded values of one row under the names that the record set gives them; what rules are written against. */
export interface RuleInput {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly amountFen: number | null;
  readonly state: RecordState;
  readonly cells: LegacyRow['cells'];
}

/** Which columns say whom a row is about. Columns named here and in `personal` never reach a client. */
export interface Subject {
  /** Columns for a unified social credit code. A legacy key standing there is read as what it is. */
  readonly creditCode?: readonly string[];
  readonly registrationNumber?: readonly string[];
  /** May also hold a credit code, or by mistake a personal number. */
  readonly organisationCode?: readonly string[];
  /** Old (15) and new (18) taxpayer numbers; 17 or 20 digits are a person's. */
  readonly taxNumber?: readonly string[];
  /** Keys that begin with the credit code, such as a pollutant discharge permit number. */
  readonly embedded?: readonly string[];
  /** The department's own number of the organisation, mapped by the record set that declares `mapping` for it. */
  readonly internalId?: string;
  readonly name?: string;
  /** Width in characters that cuts names short in this system: a name of this width may be a beginning. */
  readonly nameCutAt?: number;
  /** The name may be a person's, such as a household's owner: a short one is then compared, but not kept. */
  readonly nameMayBePersonal?: boolean;
  /** Columns with numbers of natural persons: they tell persons apart and are never stored. */
  readonly personalNumbers?: readonly string[];
  /** What the system itself says of the row; `trusted: false` where its documents say it is often wrong. */
  readonly personLabel?: { readonly is: (cells: LegacyRow['cells']) => boolean; readonly trusted: boolean };
}

/** The uniform part of a record: what every department's records have in common. */
export interface CommonParts {
  readonly documentNumber?: Decoder<string>;
  readonly documentOn?: Decoder<DateReading>;
  readonly validFrom?: Decoder<DateReading>;
  readonly validUntil?: Decoder<UntilReading>;
  readonly amount?: Decoder<AmountReading>;
  /** A decoder, or the department's own name where no column says it. */
  readonly authority: Decoder<string> | string;
  readonly state?: Decoder<RecordState>;
  /** For an ENDED or REVOKED row: the date that then ends it, in place of `validUntil`. */
  readonly endedOn?: Decoder<DateReading>;
  /** An open list or debt runs until cured: no end date means open-ended (SPEC of the department). */
  readonly openUntilEnded?: boolean;
  readonly remark?: Decoder<string>;
}

export interface Mapping {
  /** Column of the internal id that this row maps to an organisation. */
  readonly column: string;
}

/** Rows of one kind of one system, and the SDL type that they become. */
export interface RecordSet<Query = unknown> {
  /** SDL type of one record; its fields are `record: CreditRecord!` and exactly the keys of `fields`. */
  readonly type: string;
  /** What the protocol needs to ask for or find these rows. */
  readonly query: Query;
  /** Column of the system's own key; absent where the protocol gives each row a reference. */
  readonly ref?: string;
  readonly subject: Subject;
  /** Columns about natural persons that are not keys (names, phones): never read, blanked in quarantine. */
  readonly personal?: readonly string[];
  /** Free text columns in which personal numbers are masked before anything is kept. */
  readonly kind: string | ((row: RuleInput) => string);
  readonly effect: Effect | ((row: RuleInput) => Effect);
  /** Severity of an adverse record and the rule behind it; null for what is not adverse. */
  readonly severity?: { readonly rule: string; readonly of: (row: RuleInput) => Severity | null };
  /** National basic catalogue of public credit information: item and edition under which the source provides it. */
  readonly catalogue: { readonly item: string; readonly edition: string };
  /** To whom a record may be given, as the department's document says; absent: SHARED between departments. */
  readonly level?: RowAccess | ((fields: Fact['fields']) => RowAccess);
  readonly record: CommonParts;
  readonly fields: Readonly<Record<string, Decoder<unknown>>>;
  /**
   * Which of `fields` state something about the organisation itself, on which departments may differ. Its name and
   * registration number are taken from the columns of `subject`. The columns behind an ADDRESS are read of rows that
   * are for certain about an organisation other than a household, and of no others.
   */
  readonly states?: Partial<Readonly<Record<Exclude<OrganisationFact, 'NAME'>, string>>>;
  /** Rows that are no record at all, e.g. a decision not to punish. */
  readonly drop?: (cells: LegacyRow['cells']) => DropReason | null;
  /**
   * What makes two rows the same record of an organisation and kind. Names of `fields`, or `documentNumber`,
   * `authority`, `documentOn`. Default: documentNumber + authority. Rows without any of them are told apart by ref.
   */
  readonly identity?: readonly string[];
  /** Of repeated rows the one with the greatest value in this column stands (text order); default: the last. */
  readonly newest?: string;
  /** These rows map the department's internal ids to organisations (and yield facts only when `record` says so). */
  readonly mapping?: Mapping;
  /** A mapping table yields no facts of its own. */
  readonly mappingOnly?: boolean;
  /** Rows of two organisations under one credit code (one code, two households): the earlier established keeps it. */
  readonly oneRowPerCode?: boolean;
  /** `source.asOf` age up to which an answer is fresh, and up to which it is kept to be served as STALE. */
  readonly freshFor: Duration;
  readonly keepFor: Duration;
}

export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

/** The role of a register: which of its record sets vouches for name and status of codes with these first places. */
export interface RegisterRole {
  readonly places: readonly string[];
  readonly recordSet: string;
  /** Names of `fields` of that record set. */
  readonly name: string;
  readonly status: string;
  readonly formerName?: string;
  readonly registrationNumber?: string;
  readonly establishedOn?: string;
  readonly kind?: string;
}

export interface Connector {
  /** Chinese and English title, for `departments`. */
  readonly title: string;
  readonly protocol: Protocol;
  /** Increased by hand when the reading of rows changes: kept rows are read again, cached answers are not used. */
  readonly version: number;
  readonly recordSets: Readonly<Record<string, RecordSet>>;
  readonly register?: RegisterRole;
  /**
   * Local day on which a source was closed for good, such as the files of a bureau that merged. It answers about its
   * time, never grows stale, and every answer says this day; what came later is its successor's word.
   */
  readonly closedOn?: string;
  /** When the department brings its own data up to date: gives `nextExpected`. */
  readonly updates?: Timetable;
  /** Announced windows in which the system is not asked. */
  readonly maintenance?: readonly Window[];
  /** Rates that the department states for all of its callers' calls together; never exceeded. */
  readonly rates?: readonly Rate[];
  /** Sane defaults, changed by configuration. */
  readonly timeoutMs?: number;
  readonly concurrency?: number;
  /** Bound on one look at everything that a department delivers, in milliseconds. */
  readonly collectTimeoutMs?: number;
  /** For departments that deliver or are mirrored: how often it is looked for something new. */
  readonly lookEvery?: Duration;
  /** How orders of measures reach the department's system; absent: it has its worklist only. */
  readonly orders?: OrderChannel;
}

export interface Rate {
  readonly calls: number;
  readonly per: 'second' | 'minute' | 'day';
}

/** Returns its argument, typed; what a department's connector.ts exports by default. */
export function defineConnector(connector: Connector): Connector {
  return connector;
}

/** A record set whose query is checked against the protocol that answers it. */
export function defineRecordSet<Query>(recordSet: RecordSet<Query>): RecordSet<Query> {
  return recordSet;
}
