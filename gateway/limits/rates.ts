/** So many units may be spent in a window; what was spent flows back evenly, so there is no edge of a minute to wait for. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

/** A wish to spend units of what stands under a key. */
export interface Claim extends Rate {
  /** Who spends, as `clientKey` writes it; all claims of one call are of one client. */
  readonly client: string;
  /** On what: `requests`, or a department's name. */
  readonly what: string;
  readonly units: number;
}

export interface Outcome {
  /** false: nothing was spent. */
  readonly granted: boolean;
  /** Whole units that could be spent now. */
  readonly remaining: number;
  /** Until everything has flowed back. */
  readonly resetMs: number;
  /** When the same claim would be granted; null: never, it is for more than the limit. 0 when it was granted. */
  readonly retryAfterMs: number | null;
}

/** Counts what clients spend. Each claim stands alone: one that is not granted takes nothing from the others. */
export interface RateStore {
  spend(claims: readonly Claim[]): Promise<readonly Outcome[]>;
  close(): Promise<void>;
}

/** Sums of fractions end a little beside whole numbers. */
export const tolerance = 1e-6;

/** What a level means for the claim that led to it; `level` is what is spent and has not flowed back. */
export function outcomeOf({ limit, units, windowMs }: Claim, granted: boolean, level: number): Outcome {
  const msPerUnit = windowMs / limit;
  const missing = level + units - limit;
  return {
    granted,
    remaining: Math.max(0, Math.floor(limit - level + tolerance)),
    resetMs: Math.ceil(level * msPerUnit),
    retryAfterMs: granted ? 0 : units > limit ? null : Math.ceil(missing * msPerUnit),
  };
}
