import type { RecordStore } from './record-store.ts';

/** What was answered, and when the department's system gave it. Absence is a value like any other. */
export interface Kept<T> {
  readonly value: T;
  readonly asOfMs: number;
}

export interface Ages {
  readonly freshForMs: number;
  readonly keepForMs: number;
}

export type Cached<T> =
  | { readonly state: 'FRESH'; readonly kept: Kept<T> }
  /** The department failed; what it had said before is within `keepFor`. */
  | { readonly state: 'STALE'; readonly kept: Kept<T>; readonly error: Error };

export interface CachedRecords {
  /**
   * The record under a key: kept while fresh, else loaded by one flight that all who wait share, failure included.
   * Throws what the load threw when nothing usable is kept. `now` asks the department whatever is kept.
   * `apart`: who may wait less long than others, as a batch, neither joins their flights nor leaves them its failures.
   */
  get<T>(key: string, ages: Ages, now: boolean, load: () => Promise<Kept<T>>, apart?: boolean): Promise<Cached<T>>;
  drop(keys: readonly string[]): Promise<void>;
}

export interface CachedRecordsParts {
  readonly store: RecordStore;
  readonly clock: { now(): number };
  /** How long a failure is remembered, so that a dead department is not asked once per waiting client. */
  readonly failureForMs: number;
}

export function createCachedRecords({ store, clock, failureForMs }: CachedRecordsParts): CachedRecords {
  const flights = new Map<string, Promise<Kept<unknown>>>();
  const failures = new Map<string, { error: Error; untilMs: number }>();

  function recentFailure(key: string): Error | null {
    const failure = failures.get(key);
    if (failure === undefined) return null;
    if (failure.untilMs > clock.now()) return failure.error;
    failures.delete(key);
    return null;
  }

  function remember(key: string, error: Error): void {
    // The map lives on failures only; old ones go as new ones come.
    for (const [other, { untilMs }] of failures) {
      if (untilMs > clock.now()) break;
      failures.delete(other);
    }
    failures.delete(key);
    failures.set(key, { error, untilMs: clock.now() + failureForMs });
  }

  function fly<T>(key: string, ages: Ages, load: () => Promise<Kept<T>>, apart: boolean): Promise<Kept<T>> {
    const lane = apart ? `apart:${key}` : key;
    const flying = flights.get(lane);
    if (flying !== undefined) return flying as Promise<Kept<T>>;
    const flight = load()
      .then(async (kept) => {
        failures.delete(key);
        await store.set(key, JSON.stringify(kept), ages.keepForMs);
        return kept;
      })
      .catch((error: Error) => {
        if (!apart) remember(key, error);
        throw error;
      })
      .finally(() => flights.delete(lane));
    flights.set(lane, flight);
    return flight;
  }

  return {
    async get<T>(
      key: string,
      ages: Ages,
      now: boolean,
      load: () => Promise<Kept<T>>,
      apart = false,
    ): Promise<Cached<T>> {
      const text = await store.get(key);
      const kept = text === null ? null : (JSON.parse(text) as Kept<T>);
      const ageMs = kept === null ? Number.POSITIVE_INFINITY : clock.now() - kept.asOfMs;
      if (kept !== null && !now && ageMs <= ages.freshForMs) return { state: 'FRESH', kept };
      try {
        const failure = now || apart ? null : recentFailure(key);
        if (failure !== null) throw failure;
        return { state: 'FRESH', kept: await fly(key, ages, load, apart) };
      } catch (error) {
        if (kept !== null && ageMs <= ages.keepForMs) return { state: 'STALE', kept, error: error as Error };
        throw error;
      }
    },
    async drop(keys) {
      for (const key of keys) failures.delete(key);
      await store.delete(keys);
    },
  };
}
