import type { Logger } from 'pino';
import type { CreditCode } from '../../schema/credit-code.ts';
import type { LegacyRow } from './legacy-row.ts';

/** Settings of one department, read from DEPARTMENT_<NAME>_<KEY>; `url` is DEPARTMENT_<NAME>_URL. */
export type Settings = Readonly<Record<string, string>>;

/** What the engine lends to a protocol. Time is always asked from the clock. */
export interface Runtime {
  /** The department folder's name; goes into errors. */
  readonly department: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Bound on one call of the system, in milliseconds. */
  readonly timeoutMs: number;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What is known of the organisation that a system is asked about. */
export interface Question {
  readonly creditCode: CreditCode;
  /** Places 9–17 of the code: the key of older rows. */
  readonly organisationCode: string;
  readonly registrationNumber: string | null;
  /** The register's name, for systems whose old rows carry nothing else; null when the register does not know it. */
  readonly name: string | null;
}

/** A whole answer: complete as far as the department's document lets one know. */
export interface Answer {
  readonly rows: readonly LegacyRow[];
  /** When the department's system gave this. */
  readonly asOfMs: number;
}

/** A system that is asked about organisations (REST, SOAP). */
export interface AskedSystem<Query = unknown> {
  /** How many organisations one call may name. */
  readonly batchSize: number;
  /** Asks once for at most `batchSize` organisations. `call` must wrap every single request on the wire: it keeps the rate. */
  ask(query: Query, questions: readonly Question[], call: Call): Promise<Answer>;
  close(): Promise<void>;
}

/** Runs one request on the wire within the department's rate, timeout, concurrency, retry and circuit breaker. */
export type Call = <T>(request: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** A row that withdraws what was received before. */
export interface Withdrawal {
  readonly recordSet: string;
  /** `ref` of the row that is withdrawn. */
  readonly ref: string;
  readonly reason: string | null;
  readonly on: string | null;
}

/** What one system gave at once for one record set: a file, a sheet, a table at a moment. */
export interface Delivery {
  readonly recordSet: string;
  /** File name, or table and batch. The same name with another digest is a re-sent delivery: it replaces the former. */
  readonly name: string;
  readonly digest: string;
  /** FULL: what is absent has ended on `effectiveOn`. REPLACEMENT: what is absent is simply gone from the source (no conclusion). INCREMENT: adds, changes, withdraws. */
  readonly kind: 'FULL' | 'REPLACEMENT' | 'INCREMENT';
  /** Position of this delivery among all of its record set: text order is the order in which they count. */
  readonly order: string;
  readonly effectiveOn: string | null;
  readonly asOfMs: number;
  readonly rows: readonly LegacyRow[];
  /** Header, explanation, blank and total lines: not counted as rows. */
  readonly ignored: number;
  readonly withdrawals?: readonly Withdrawal[];
  /** An increment that says nothing by itself: before a FULL has been taken the record set has not answered. */
  readonly needsFull?: boolean;
  /** Where the next increment begins; given back in `Known.cursor`. */
  readonly cursor?: string;
}

/** Something was to be had and could not be taken; what was received before stays. */
export interface FailedDelivery {
  readonly recordSet: string;
  readonly name: string;
  readonly error: Error;
}

/** What has been taken so far. */
export interface Known {
  /** Digest under which the delivery of this name was last taken, if it was. */
  digestOf(recordSet: string, name: string): string | undefined;
  cursor(recordSet: string): string | undefined;
}

/** A system that delivers (files, sheets) or is mirrored (exchange databases). */
export interface DeliveringSystem {
  /**
   * Everything that is new or changed, oldest first. Reading nothing new is an answer: the record set then appears
   * in `seen`. A system that cannot be reached throws a DepartmentError.
   */
  collect(recordSets: Readonly<Record<string, unknown>>, known: Known, signal: AbortSignal): Promise<Collected>;
  close(): Promise<void>;
}

export interface Collected {
  readonly deliveries: readonly (Delivery | FailedDelivery)[];
  /** Record sets that were looked at and have nothing new, with the moment as of which that holds. */
  readonly seen: Readonly<Record<string, number>>;
}

interface ProtocolFacts {
  /** Name of the wire, for `departments`. */
  readonly name: string;
  /** Keys of settings without which the department counts as not connected, beside `url`. */
  readonly requires?: readonly string[];
}

export type AskedProtocol = ProtocolFacts & {
  readonly mode: 'asked';
  connect(settings: Settings, runtime: Runtime): AskedSystem;
};
/** What one record set has in a file that was handed over by itself. */
export type HandedIn = Pick<Delivery, 'rows' | 'ignored'>;

export type DeliveringProtocol = ProtocolFacts & {
  readonly mode: 'delivered' | 'mirrored';
  /**
   * Reads one whole file that was handed over by itself, by the same rules as one that is found; absent: this wire has
   * none. Throws FileUnreadable.
   */
  readonly readFile?: (
    bytes: Buffer,
    recordSets: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, HandedIn>>;
  connect(settings: Settings, runtime: Runtime): DeliveringSystem;
};
/** One wire. Departments use it through `connector.protocol`. */
export type Protocol = AskedProtocol | DeliveringProtocol;
