import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { readKept, writeKept, type Kept } from './kept-text.ts';
import { nameOfFlight, type Manner, type RecordStore } from './record-store.ts';

/** Longer than any department takes to answer: the claim of a process that died ends by itself. */
const CLAIM_FOR_MS = 60_000;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;

export interface Flight<T> {
  readonly manner: Manner;
  readonly version: number;
  readonly freshForMs: number;
  readonly keepForMs: number;
  /** How long another process that is asking is waited for: the department's own time-out. */
  readonly waitForMs: number;
  readonly load: () => Promise<Kept<T>>;
}

/** How failures travel between processes. */
export interface FailureText {
  /** null: it says nothing to others. */
  write(error: unknown): string | null;
  read(text: string): Error;
}

export interface FlightsParts {
  readonly store: RecordStore;
  readonly failureText: FailureText;
  readonly failureForMs: number;
  /** Told of what could not be written; answers do not wait for writing. */
  readonly onFault: (error: unknown) => void;
}

/** What a flight brings: the answer, and the moment at which the store knows it. */
export interface Landed<T> {
  readonly kept: Kept<T>;
  readonly written: Promise<void>;
}

/** Thrown by a weak flight when somebody else is asking: it is not worth waiting. */
export class AlreadyAsked extends Error {}

/** Asks a department for one key, as the only one of all processes as far as the store can tell. */
export function createFlight({ failureForMs, failureText, onFault, store }: FlightsParts) {
  /** The claim is ours, or somebody else's answer. */
  async function claim<T>(key: string, name: string, flight: Flight<T>): Promise<Kept<T> | null> {
    const untilMs = performance.now() + flight.waitForMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const leftMs = untilMs - performance.now();
      const claimed = await store.claim(key, name, CLAIM_FOR_MS, leftMs > 0 ? flight.manner : 'OVER');
      if (claimed === 'OURS') return answered(key, name, flight);
      if (flight.manner === 'WEAK') throw new AlreadyAsked();
      if (claimed !== 'TAKEN') throw failureText.read(claimed.failure);
      await wait(Math.min(pauseMs, leftMs));
    }
  }

  /** Another process may have had its answer kept between our look and our claim. */
  async function answered<T>(key: string, name: string, flight: Flight<T>): Promise<Kept<T> | null> {
    if (flight.manner !== 'FIRM') return null;
    const found = await store.get(key);
    const kept = found !== null && found.ageMs <= flight.freshForMs ? readKept<T>(found.text, flight.version) : null;
    if (kept !== null) await store.abandon(key, name, null);
    return kept;
  }

  return async function fly<T>(key: string, flight: Flight<T>): Promise<Landed<T>> {
    const name = nameOfFlight(randomUUID(), flight.manner);
    const others = await claim(key, name, flight);
    if (others !== null) return { kept: others, written: Promise.resolve() };
    try {
      const kept = await flight.load();
      const written = store.keep(key, name, writeKept(kept, flight.version), flight.keepForMs);
      return { kept, written: written.then(() => undefined, onFault) };
    } catch (error) {
      const text = flight.manner === 'WEAK' ? null : failureText.write(error);
      await store.abandon(key, name, text === null ? null : { text, forMs: failureForMs }).catch(onFault);
      throw error;
    }
  };
}
