/** Where the generations of departments' kept records are written down, for all processes. */
export interface GenerationLedger {
  /** By department; '' is that of departments which have none of their own. */
  read(): Promise<ReadonlyMap<string, string>>;
  /** Gives a department one that was never used before. */
  raise(department: string): Promise<void>;
}

export interface Generations {
  /** Part of every key: raising it leaves behind all records that were kept under the former one. */
  of(department: string): Promise<string>;
  raise(department: string): Promise<void>;
  /** Reads what others have raised; without it that is seen within a second. */
  reread(): Promise<void>;
}

/** From here on they are read again while the former reading is used … */
const READ_AGAIN_MS = 300;
/** … and from here on nobody uses the former one any more. */
const USED_FOR_MS = 800;

/** `now`: milliseconds of any steady clock. */
export function createGenerations(ledger: GenerationLedger, now: () => number): Generations {
  let known: ReadonlyMap<string, string> = new Map();
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  /** As of its beginning, for a raise may come while it is under way. */
  function read(): Promise<void> {
    const startedAtMs = now();
    reading ??= ledger
      .read()
      .then((found) => {
        [known, readAtMs] = [found, startedAtMs];
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  }

  return {
    async of(department) {
      const ageMs = now() - readAtMs;
      if (ageMs > USED_FOR_MS) await read();
      else if (ageMs > READ_AGAIN_MS) read().catch(() => undefined);
      return known.get(department) ?? known.get('') ?? '';
    },
    async raise(department) {
      await ledger.raise(department);
      await reread();
    },
    reread,
  };

  /** One that is under way may have looked before. */
  async function reread(): Promise<void> {
    await reading?.catch(() => undefined);
    await read();
  }
}
