import type { Clock } from '../connector/protocol.ts';

/** How one look at a department ended. */
export interface Looked {
  /** Something of it, or all, could not be taken. */
  readonly failed: boolean;
  /** When the department says that it can be looked at again, in milliseconds of the epoch; null: it does not. */
  readonly announcedMs: number | null;
}

export interface NextLookParts {
  /** The department's interval, in milliseconds. */
  readonly everyMs: number;
  /** What its rate puts between two calls at least, in milliseconds. */
  readonly apartMs: number;
  readonly clock: Clock;
  /** Calls once, later; what it returns calls it off. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/** When a department is looked at next. */
export interface NextLook {
  /** Milliseconds of the epoch; null: not known yet. */
  atMs(): number | null;
  /** From now on it is looked at by itself. */
  begin(): void;
  /** A look has ended, whoever wanted it. */
  heard(looked: Looked): void;
  stop(): void;
}

/** What went wrong is mostly over soon: a department that came back must not stay in doubt for its whole interval. */
const SOON_MS = 60_000;
/** Departments that failed together are not all looked at together again. */
const JITTER = 0.2;

/**
 * After a good look the next one comes at the department's interval; after a failed one in about a minute, then in
 * twice that time, and so on up to the interval. `look` must not throw.
 */
export function createNextLook(parts: NextLookParts, look: () => Promise<void>): NextLook {
  const { after, apartMs, clock, everyMs, random } = parts;
  let failures = 0;
  let announcedMs: number | null = null;
  let plannedMs: number | null = null;
  let plans = 0;
  let callOff = () => {};
  let state: 'waiting' | 'begun' | 'stopped' = 'waiting';

  function delayMs(): number {
    if (failures === 0) return everyMs;
    const soonMs = SOON_MS * 2 ** (failures - 1) * (1 - JITTER + 2 * JITTER * random());
    return Math.min(everyMs, Math.max(soonMs, apartMs, (announcedMs ?? 0) - clock.now()));
  }

  function plan(): void {
    callOff();
    const ms = delayMs();
    plannedMs = clock.now() + ms;
    const own = (plans += 1);
    callOff = after(ms, () => {
      plannedMs = null;
      // A look of which nothing was heard is followed by another all the same.
      void look().then(() => {
        if (state === 'begun' && plans === own) plan();
      });
    });
  }

  return {
    atMs: () => plannedMs,
    begin() {
      state = 'begun';
      plan();
    },
    heard(looked) {
      // Failures of looks that others want do not put off the next one.
      const isAnothers = failures > 0 && plannedMs !== null;
      announcedMs = looked.announcedMs;
      if (!looked.failed) failures = 0;
      else if (!isAnothers) failures += 1;
      if (state === 'begun' && !(looked.failed && isAnothers)) plan();
    },
    stop() {
      state = 'stopped';
      callOff();
    },
  };
}
