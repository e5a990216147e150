/** Failures of this process, remembered briefly as they were thrown, so that a dead department is not asked once per waiting client. */
export interface Failures {
  recent(key: string): Error | null;
  remember(key: string, error: Error): void;
  forget(key: string): void;
}

export function createFailures(clock: { now(): number }, forMs: number): Failures {
  const failures = new Map<string, { error: Error; untilMs: number }>();
  return {
    recent(key) {
      const failure = failures.get(key);
      if (failure === undefined) return null;
      if (failure.untilMs > clock.now()) return failure.error;
      failures.delete(key);
      return null;
    },
    remember(key, error) {
      // The map lives on failures only; old ones go as new ones come.
      for (const [other, { untilMs }] of failures) {
        if (untilMs > clock.now()) break;
        failures.delete(other);
      }
      failures.delete(key);
      failures.set(key, { error, untilMs: clock.now() + forMs });
    },
    forget(key) {
      failures.delete(key);
    },
  };
}
