import type { Logger } from 'pino';
import type { Clock } from '../connector/protocol.ts';
import { createNextLook, type NextLook } from './next-look.ts';

/** A department whose deliveries are looked for. */
export interface Collectable {
  readonly connected: boolean;
  /** Its rows are the keys of other departments' rows. */
  readonly isRegister: boolean;
  readonly everyMs: number;
  /** What its rate puts between two calls at least, in milliseconds. */
  readonly apartMs: number;
  readonly collect: () => Promise<boolean>;
  readonly takeUpAgain: () => Promise<number>;
  /** Is told how looks at it end, and says when the next one comes. */
  readonly follow: (next: NextLook) => void;
}

export interface CollectingParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly after?: (ms: number, call: () => void) => () => void;
  readonly random?: () => number;
}

export interface Collecting {
  /** Settles when every department has been looked at once. */
  readonly first: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Looks at every department at once after the start, registers first, and then at its own interval; sooner after a look
 * that failed.
 */
export function startCollecting(
  departments: readonly Collectable[],
  { clock, log, after = afterThat, random = Math.random }: CollectingParts,
): Collecting {
  const connected = departments.filter((one) => one.connected);
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  /** Rows that had no organisation are read again once the register has learnt something. */
  async function relink(): Promise<void> {
    for (const one of connected) if (!stopped) await one.takeUpAgain();
  }

  async function look(one: Collectable): Promise<void> {
    const took = await one.collect();
    if (took && one.isRegister) await relink();
  }

  function run(work: () => Promise<void>): Promise<void> {
    const running = work()
      .catch((error: unknown) => {
        if (!stopped) log.error({ err: error }, 'looking for deliveries failed in our own code');
      })
      .finally(() => underWay.delete(running));
    underWay.add(running);
    return running;
  }

  const nextLooks = connected.map((one) => {
    const next = createNextLook({ ...one, clock, after, random }, () => run(() => look(one)));
    one.follow(next);
    return next;
  });
  const first = run(async () => {
    for (const one of connected.toSorted((a, b) => Number(b.isRegister) - Number(a.isRegister)))
      if (!stopped) await one.collect();
    await relink();
    if (stopped) return;
    for (const next of nextLooks) next.begin();
  });

  return {
    first,
    async stop() {
      stopped = true;
      for (const next of nextLooks) next.stop();
      await Promise.all(underWay);
    },
  };
}

function afterThat(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}
