import { createFailures } from './failures.ts';
import { AlreadyAsked, createFlight, type FailureText, type Landed } from './flights.ts';
import { readKept, type Kept } from './kept-text.ts';
import { createPopularity } from './popularity.ts';
import type { RecordStore } from './record-store.ts';

export type { Kept } from './kept-text.ts';

export type Cached<T> =
  | { readonly state: 'FRESH'; readonly kept: Kept<T> }
  /** The department failed; what it had said before is within `keepFor`. */
  | { readonly state: 'STALE'; readonly kept: Kept<T>; readonly error: Error };

export interface Wanted<T> {
  readonly freshForMs: number;
  readonly keepForMs: number;
  /** Of the connector that reads the record: what another version has read is not looked at. */
  readonly version: number;
  /** How long another process that is asking already is waited for. */
  readonly waitForMs: number;
  /** `aside`: nobody waits for it; it must not take turns away from those who do. */
  readonly load: (aside: boolean) => Promise<Kept<T>>;
  /** Asks the department whatever is kept. */
  readonly now?: boolean;
  /** Who may wait less long than others, as a batch, neither joins their flights nor leaves them its failures. */
  readonly apart?: boolean;
}

export interface CachedRecords {
  /**
   * The record under a key: kept while fresh, else loaded by one flight that all who wait share, failure included.
   * Throws what the load threw when nothing usable is kept. What is asked for often is loaded anew, aside, shortly before
   * it is no longer fresh.
   */
  get<T>(key: string, wanted: Wanted<T>): Promise<Cached<T>>;
  drop(keys: readonly string[]): Promise<void>;
  /** false: changes seen by other processes may not be heard; what only this one keeps then is fresh for a second. */
  trust(heard: boolean): void;
}

export interface CachedRecordsParts {
  readonly store: RecordStore;
  readonly clock: { now(): number };
  /** How long a failure is remembered, so that a dead department is not asked once per waiting client. */
  readonly failureForMs: number;
  readonly failureText: FailureText;
  readonly onFault: (error: unknown) => void;
}

const UNHEARD_FRESH_MS = 1000;

export function createCachedRecords(parts: CachedRecordsParts): CachedRecords {
  const { clock, failureForMs, store } = parts;
  const flights = new Map<string, Promise<Kept<unknown>>>();
  const failures = createFailures(clock, failureForMs);
  const popularity = createPopularity();
  const fly = createFlight(parts);
  let heard = true;

  /** One flight a lane; those who come before the store knows its answer share it too. */
  function share<T>(key: string, lane: Lane, take: () => Promise<Landed<T>>): Promise<Kept<T>> {
    const name = laneOf(key, lane);
    const flying = flights.get(name);
    if (flying !== undefined) return flying as Promise<Kept<T>>;
    const landed = take();
    const flight = landed.then(({ kept }) => kept);
    flights.set(name, flight);
    const end = () => {
      if (flights.get(name) === flight) flights.delete(name);
    };
    landed.then(({ written }) => written).then(end, end);
    return flight;
  }

  async function load<T>(key: string, wanted: Wanted<T>): Promise<Kept<T>> {
    const manner = wanted.now === true ? 'OVER' : 'FIRM';
    return share(key, 'usual', async () => {
      try {
        const landed = await fly(key, { ...wanted, manner, load: () => wanted.load(false) });
        failures.forget(key);
        return landed;
      } catch (error) {
        failures.remember(key, error as Error);
        throw error;
      }
    });
  }

  /** A batch whose organisation somebody is asking about asks for itself, and leaves the keeping to the other. */
  function loadApart<T>(key: string, wanted: Wanted<T>): Promise<Kept<T>> {
    return share(key, 'apart', async () => {
      try {
        return await fly(key, { ...wanted, manner: 'WEAK', load: () => wanted.load(true) });
      } catch (error) {
        if (!(error instanceof AlreadyAsked)) throw error;
        return { kept: await wanted.load(true), written: Promise.resolve() };
      }
    });
  }

  function refreshAhead<T>(key: string, wanted: Wanted<T>): void {
    const take = () => fly(key, { ...wanted, manner: 'WEAK', load: () => wanted.load(true) });
    // Its failure is nobody's: the record is fresh still, and asked for as usual when it no longer is.
    share(key, 'ahead', take).catch(() => undefined);
  }

  return {
    async get<T>(key: string, wanted: Wanted<T>): Promise<Cached<T>> {
      const { apart = false, keepForMs, now = false, version } = wanted;
      const found = await store.get(key);
      const kept = found === null ? null : readKept<T>(found.text, version);
      const ageMs = found === null ? Number.POSITIVE_INFINITY : found.ageMs;
      const unheard = found !== null && found.own && !heard;
      const freshForMs = unheard ? Math.min(UNHEARD_FRESH_MS, wanted.freshForMs) : wanted.freshForMs;
      if (kept !== null && !now && ageMs <= freshForMs) {
        if (!apart && popularity.used(key, ageMs, freshForMs)) refreshAhead(key, wanted);
        return { state: 'FRESH', kept };
      }
      try {
        const failure = now || apart ? null : failures.recent(key);
        if (failure !== null) throw failure;
        const loading = apart ? loadApart(key, wanted) : load(key, { ...wanted, freshForMs });
        return { state: 'FRESH', kept: await loading };
      } catch (error) {
        if (kept !== null && ageMs <= keepForMs) return { state: 'STALE', kept, error: error as Error };
        throw error;
      }
    },
    async drop(keys) {
      for (const key of keys) {
        failures.forget(key);
        // What is under way was asked before; whoever comes now does not join it.
        for (const lane of lanes) flights.delete(laneOf(key, lane));
      }
      await store.drop(keys);
    },
    trust(hears) {
      heard = hears;
    },
  };
}

const lanes = ['usual', 'apart', 'ahead'] as const;
type Lane = (typeof lanes)[number];

function laneOf(key: string, lane: Lane): string {
  return `${lane}:${key}`;
}
