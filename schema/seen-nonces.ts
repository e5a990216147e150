export interface SeenNonces {
  /** false: it came before, or it is so old that nobody can say any more. */
  isNew(nonce: string, atMs: number): boolean;
}

export interface NonceParts {
  /** For how long after its time a nonce could come again. */
  readonly forMs: number;
  /** Beyond this the oldest are forgotten, and with them everything from their time and before is refused. */
  readonly most: number;
  readonly now: () => number;
}

/** Remembers which requests came, in bounded memory: what had to be forgotten early is refused, never let through. */
export function createSeenNonces({ forMs, most, now }: NonceParts): SeenNonces {
  const seen = new Map<string, number>();
  let forgottenUntilMs = -Infinity;
  return {
    isNew(nonce, atMs) {
      if (atMs <= forgottenUntilMs || seen.has(nonce)) return false;
      for (const [old, oldAtMs] of seen) {
        if (oldAtMs + forMs >= now()) break;
        seen.delete(old);
      }
      for (const [old, oldAtMs] of seen) {
        if (seen.size < most) break;
        seen.delete(old);
        forgottenUntilMs = Math.max(forgottenUntilMs, oldAtMs);
      }
      seen.set(nonce, atMs);
      return true;
    },
  };
}
