/** More is not remembered: whoever drops has to raise the department's generation instead. */
const MOST = 100_000;

/** More drops are owed to a store that is gone than can be remembered. */
export class TooManyDropsOwed extends Error {
  constructor() {
    super(`more than ${MOST} records wait to be dropped from Redis, which does not answer`);
    this.name = 'TooManyDropsOwed';
  }
}

/** Drops that could not be done where records are shared: they are done before anything there is believed again. */
export interface OwedDrops {
  /** Throws TooManyDropsOwed. */
  add(keys: readonly string[]): void;
  pay(drop: (keys: readonly string[]) => Promise<void>): Promise<void>;
}

export function createOwedDrops(): OwedDrops {
  const owed = new Set<string>();
  return {
    add(keys) {
      if (owed.size + keys.length > MOST) throw new TooManyDropsOwed();
      for (const key of keys) owed.add(key);
    },
    async pay(drop) {
      // More may become owed while these are paid.
      while (owed.size > 0) {
        const keys = [...owed];
        await drop(keys);
        for (const key of keys) owed.delete(key);
      }
    },
  };
}
