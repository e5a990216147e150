/** More is not remembered: whoever drops has to raise the department's generation instead. */
const MOST = 100_000;
/** A replica that takes over may have missed what its master had confirmed for so long. */
const UNSURE_MS = 10_000;

/** More drops are owed to a store that is gone than can be remembered. */
export class TooManyDropsOwed extends Error {
  constructor() {
    super(`more than ${MOST} records wait to be dropped from Redis, which does not answer`);
    this.name = 'TooManyDropsOwed';
  }
}

/**
 * Drops that could not be done where records are shared, and those that were confirmed shortly before it was gone: they
 * are done before anything there is believed again.
 */
export interface OwedDrops {
  /** Throws TooManyDropsOwed. */
  add(keys: readonly string[]): void;
  /** These were confirmed. */
  done(keys: readonly string[]): void;
  /** What was confirmed last may be lost: it is owed again. */
  doubt(): void;
  pay(drop: (keys: readonly string[]) => Promise<void>): Promise<void>;
}

export function createOwedDrops(now: () => number = () => performance.now()): OwedDrops {
  const owed = new Set<string>();
  const confirmed = new Map<string, number>();
  return {
    add(keys) {
      if (owed.size + keys.length > MOST) throw new TooManyDropsOwed();
      for (const key of keys) owed.add(key);
    },
    done(keys) {
      for (const key of keys) {
        confirmed.delete(key);
        confirmed.set(key, now());
      }
      for (const [key, atMs] of confirmed) {
        if (atMs > now() - UNSURE_MS && confirmed.size <= MOST) break;
        confirmed.delete(key);
      }
    },
    doubt() {
      for (const [key, atMs] of confirmed) if (atMs > now() - UNSURE_MS) owed.add(key);
      confirmed.clear();
    },
    async pay(drop) {
      // More may become owed while these are paid.
      while (owed.size > 0) {
        const keys = [...owed];
        await drop(keys);
        for (const key of keys) owed.delete(key);
        this.done(keys);
      }
    },
  };
}
