/** A text as a store found it. */
export interface Found {
  readonly text: string;
  /** Since it was kept, by one clock: that of the store, so that processes whose clocks differ agree. */
  readonly ageMs: number;
  readonly keepForMs: number;
  /** Only this process has it: another one may have dropped its own and not have been heard. */
  readonly own: boolean;
}

/**
 * WEAK gives way to whoever cannot wait (batches, refreshing ahead); FIRM waits for another firm claim; OVER takes the
 * key from everybody.
 */
export type Manner = 'WEAK' | 'FIRM' | 'OVER';

/** `failure`: what whoever asked last left behind, while it is remembered. */
export type Claim = 'OURS' | 'TAKEN' | { readonly failure: string };

export interface Failure {
  readonly text: string;
  readonly forMs: number;
}

/**
 * Where records of asked departments are kept: text under computed keys, with a claim beside each key that says who is
 * asking the department. One contract for memory and Redis. An answer is kept only under a claim that still holds: what
 * was asked before a key was dropped never comes back under it.
 */
export interface RecordStore {
  get(key: string): Promise<Found | null>;
  /** `flight` names who claims. The claim ends by itself after `forMs`. */
  claim(key: string, flight: string, forMs: number, manner: Manner): Promise<Claim>;
  /** Ends the claim with an answer; false: it no longer held, or the text is beyond the store's bounds. */
  keep(key: string, flight: string, text: string, keepForMs: number): Promise<boolean>;
  /** Ends the claim without an answer, and leaves the failure to those who claim next. */
  abandon(key: string, flight: string, failure: Failure | null): Promise<void>;
  /** Removes texts, claims and failures. */
  drop(keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A store that other processes use too, and that may be gone. */
export interface SharedStore extends RecordStore {
  /** Told, beside commands that fail, when a connection was lost. */
  onLost(listener: (error: Error) => void): void;
}

/**
 * Key of what one record set of a department said about one organisation. The code is the hash tag, so that all of
 * an organisation lies on one Redis slot, and keys are computed, never searched for.
 */
export function recordCacheKey(department: string, generation: string, creditCode: string, recordSet: string): string {
  return `record:${department}:${generation}:{${creditCode}}:${recordSet}`;
}

/** Weak claims show in the names of their flights: a store compares names, not manners. */
export function nameOfFlight(id: string, manner: Manner): string {
  return manner === 'WEAK' ? `~${id}` : id;
}
