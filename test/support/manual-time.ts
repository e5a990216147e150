/** A clock that a test moves on, and what was put off until later. */
export function manualTime(startMs: number) {
  let nowMs = startMs;
  const putOff = new Set<{ readonly atMs: number; readonly call: () => void }>();
  return {
    clock: { now: () => nowMs },
    after(ms: number, call: () => void): () => void {
      const one = { atMs: nowMs + ms, call };
      putOff.add(one);
      return () => void putOff.delete(one);
    },
    /** Minutes until each that is put off. */
    waiting: () => [...putOff].map(({ atMs }) => (atMs - nowMs) / 60_000),
    /** Moves on; what falls due is called in its order. */
    pass(minutes: number): void {
      nowMs += minutes * 60_000;
      const due = [...putOff].filter(({ atMs }) => atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs);
      for (const one of due) {
        putOff.delete(one);
        one.call();
      }
    },
  };
}
